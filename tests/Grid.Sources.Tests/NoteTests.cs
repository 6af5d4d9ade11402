using Grid.Columns;

namespace Grid.Sources.Tests;

public sealed class NoteTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<string[]> Notes(CsvOptions options, params string[] paths)
    {
        var plan = await Loading.Plan(options, [.. paths.Select(p => Path.Combine(_folder.Path, p))]);
        var found = plan.Splits.Select(split => SplitReader.Read(split, plan.Schema, options, null, TestContext.Current.CancellationToken).Notes)
            .Aggregate(SourceNotes.None, (notes, more) => notes.Merge(more));
        return [.. plan.NotesOf(found, TestContext.Current.CancellationToken).Items.Select(note => note.ToString())];
    }

    [Theory]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(58)]
    public void A_value_is_not_cut_within_a_character(int before)
    {
        string cut = TypeNotes.Cut(System.Text.Encoding.UTF8.GetBytes(new string('x', before) + "🙂🙂🙂🙂"));
        Assert.EndsWith("…", cut, StringComparison.Ordinal);
        Assert.False(char.IsHighSurrogate(cut[^2]));
        Assert.DoesNotContain('\ufffd', cut);
    }

    [Fact]
    public async Task A_word_among_numbers_is_told_with_its_line_and_the_option()
    {
        _folder.Write("x.csv", "a,b\n1,x\nn_a,y\n3,z\n");
        Assert.Equal(["a is text because of 'n_a' at line 3 of x.csv (--null n_a)"], await Notes(new CsvOptions(), "x.csv"));
    }

    [Fact]
    public async Task A_word_that_no_sample_shows_is_told_with_its_line()
    {
        var rows = Enumerable.Range(0, 300_000).Select(i => i == 250_000 ? "n_a,x\n" : $"{i},x\n");
        _folder.Write("x.csv", "a,b\n" + string.Concat(rows));
        Assert.Equal(["a is text because of 'n_a' at line 250,002 of x.csv (--null n_a)"], await Notes(new CsvOptions(), "x.csv"));
        // However it is split, the first of several is told.
        Assert.Equal(["a is text because of 'n_a' at line 250,002 of x.csv (--null n_a)"], await Notes(new CsvOptions { SplitBytes = 100_000 }, "x.csv"));
    }

    [Fact]
    public async Task Lines_are_counted_with_the_breaks_within_quotes()
    {
        _folder.Write("x.csv", "a,b\n1,\"two\nlines\"\nn_a,y\n3,z\n");
        Assert.Equal(["a is text because of 'n_a' at line 4 of x.csv (--null n_a)"], await Notes(new CsvOptions(), "x.csv"));
    }

    [Fact]
    public async Task Text_that_is_text_is_no_surprise()
    {
        _folder.Write("x.csv", "name,mostly,sparse\nann,x,\nbob,y,\n3,4,\n");
        Assert.Empty(await Notes(new CsvOptions(), "x.csv"));
        string rows = string.Concat(Enumerable.Repeat("1,\n", 200_000));
        _folder.Write("late.csv", "n,comment\n" + rows + "1,late\n" + rows);
        Assert.Empty(await Notes(new CsvOptions(), "late.csv"));
    }

    [Theory]
    [InlineData("1,\"\"\n2,\"x\"\n\"\",\"\"\n3,y\n4,z\n", "a is text because of \"\" at line 4 of x.csv (--quoted-nulls yes)")]
    [InlineData("1,u\n2,\"x\"\n\"NA\",y\n", "a is text because of \"NA\" at line 4 of x.csv (--quoted-nulls yes)")]
    [InlineData("1,u\n2,x\n-,y\n", "a is text because of '-' at line 4 of x.csv (--null -)")]
    [InlineData("1,u\n2,x\n?,y\n", "a is text because of '?' at line 4 of x.csv (--null '?')")]
    [InlineData("1,u\n2,x\nnot known,y\n", "a is text because of 'not known' at line 4 of x.csv (--null 'not known')")]
    [InlineData("2020-01-01,u\n2020-01-02,x\n0000-00-00,y\n", "a is text because of '0000-00-00' at line 4 of x.csv (--null 0000-00-00)")]
    [InlineData("2020-01-01,u\n2020-01-02,x\n-999,y\n", "a is text because of '-999' at line 4 of x.csv (--null -999)")]
    [InlineData("2020-01-01 10:00,u\n2020-01-02 10:00,x\nn_a,y\n", "a is text because of 'n_a' at line 4 of x.csv (--null n_a)")]
    public async Task What_would_be_null_with_an_option_is_told_with_it(string rows, string note)
    {
        _folder.Write("x.csv", "a,b\n" + rows);
        Assert.Equal([note], await Notes(new CsvOptions(), "x.csv"));
    }

    [Theory]
    [InlineData("2020-01-01 23:59:60", "is no moment")]
    [InlineData("2020-01-01 24:00:00", "is no moment")]
    [InlineData("2020-02-30", "is no moment")]
    [InlineData("31.02.2020", "is no moment")]
    [InlineData("12:30:00", "is no moment")]
    [InlineData("2020-01-01 10:00:00 EST", "is no moment")]
    [InlineData("20200101", "is a number")]
    public async Task What_was_meant_for_a_moment_is_no_word_for_null(string value, string what)
    {
        foreach (string moments in (string[])["2020-01-01 00:00:00,u\n2020-01-02 00:00:00,x\n", "2020-01-01,u\n2020-01-02,x\n"])
        {
            _folder.Write("x.csv", $"a,b\n{moments}{value},y\n");
            Assert.Equal([$"a is text because '{value}' {what} at line 4 of x.csv"], await Notes(new CsvOptions(), "x.csv"));
        }
    }

    [Fact]
    public async Task Nulls_in_quotes_are_told_where_they_were_taken_for_such()
    {
        _folder.Write("x.csv", "\"a\"\n\"1\"\n\"\"\n");
        Assert.Equal(["every field is quoted, and \"\" taken for null in x.csv (--quoted-nulls no)"], await Notes(new CsvOptions(), "x.csv"));
    }

    [Fact]
    public async Task Digits_that_no_number_keeps_are_told()
    {
        _folder.Write("x.csv", "id,b\n1,x\n18446744073709551617,y\n");
        Assert.Equal(["id is text because '18446744073709551617' has more digits than a number keeps at line 3 of x.csv (--schema id:double)"], await Notes(new CsvOptions(), "x.csv"));
        _folder.Write("long.csv", "id\n12345678901234567890123\n12345678901234567890124\n");
        Assert.Equal(["id is text because '12345678901234567890123' has more digits than a number keeps at line 2 of long.csv (--schema id:double)"], await Notes(new CsvOptions(), "long.csv"));
        _folder.Write("words.csv", "id\nabc\n12345678901234567890124\n");
        Assert.Empty(await Notes(new CsvOptions(), "words.csv"));
        _folder.Write("signs.csv", "id,b\n-1,x\n18446744073709551615,y\n");
        Assert.Equal(["id is text because '18446744073709551615' has more digits than a number keeps at line 3 of signs.csv (--schema id:double)"], await Notes(new CsvOptions(), "signs.csv"));
        _folder.Write("y.csv", "id,b\n0.5,x\n9007199254740993,y\n");
        Assert.Equal(["id is text because '9007199254740993' has more digits than a number keeps at line 3 of y.csv (--schema id:double)"], await Notes(new CsvOptions(), "y.csv"));
    }

    [Fact]
    public async Task What_a_schema_asks_for_is_no_surprise()
    {
        _folder.Write("x.csv", "a\n1\nb\n2\n");
        Assert.Empty(await Notes(new CsvOptions { Schema = new Schema([new Field("a", DataType.Utf8)]) }, "x.csv"));
    }

    [Theory]
    [InlineData("a;b\n1;2\n", "one column: did you mean --delimiter ';'?")]
    [InlineData("a\tb\n1\t2\n", "one column: did you mean --delimiter tab?")]
    [InlineData("a|b\n1|2\n", "one column: did you mean --delimiter '|'?")]
    public async Task A_file_of_another_delimiter_is_told(string text, string note)
    {
        _folder.Write("x.csv", text);
        Assert.Equal([note], await Notes(new CsvOptions(), "x.csv"));
    }

    [Fact]
    public async Task One_column_is_no_surprise_where_nothing_parts_it()
    {
        _folder.Write("x.csv", "note;worthy\nplain\ntext\n");
        Assert.Empty(await Notes(new CsvOptions(), "x.csv"));
    }

    [Fact]
    public async Task Files_of_several_types_are_told()
    {
        _folder.Write("1.csv", "d,n\n2020-01-01,1\n");
        _folder.Write("2.csv", "d,n\n7,1.5\n");
        Assert.Equal(["2 files: d date32 and int64 as utf8"], await Notes(new CsvOptions(), "1.csv", "2.csv"));
        _folder.Write("3.csv", "d,n\nx,2\n");
        Assert.Equal(["d is text because of 'x' at line 2 of 3.csv (--null x)"], await Notes(new CsvOptions(), "1.csv", "3.csv"));
    }

    [Fact]
    public void Notes_merge_in_any_order_to_the_first_of_each_kind_and_column()
    {
        var random = new Random(7);
        for (int round = 0; round < 50; round++)
        {
            var notes = Enumerable.Range(0, 30).Select(_ => new SourceNotes([new SourceNote
            {
                Kind = (NoteKind)random.Next(3),
                Column = random.Next(4) is > 0 and var c ? $"c{c}" : null,
                Text = $"t{random.Next(5)}",
                FileIndex = random.Next(3),
                Offset = random.Next(20),
            }])).ToArray();
            var expected = notes.SelectMany(n => n.Items).GroupBy(n => (n.Kind, n.Column))
                .Select(g => g.OrderBy(n => n.FileIndex).ThenBy(n => n.Offset).ThenBy(n => n.Text, StringComparer.Ordinal).First()).ToHashSet();
            random.Shuffle(notes);
            int cut = random.Next(notes.Length);
            SourceNotes Merged(IEnumerable<SourceNotes> some) => some.Aggregate(SourceNotes.None, (a, b) => a.Merge(b));
            var one = Merged(notes);
            Assert.Equal(one.Items, Merged(notes[cut..]).Merge(Merged(notes[..cut])).Items);
            Assert.Equal(expected, one.Items.ToHashSet());
            Assert.Equal(expected.Count, one.Items.Count);
        }
    }
}
