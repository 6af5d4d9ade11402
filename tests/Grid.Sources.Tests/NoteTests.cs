using Grid.Columns;

namespace Grid.Sources.Tests;

public sealed class NoteTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<string[]> Notes(CsvOptions options, params string[] paths) => Told.NotesAsync(options, [.. paths.Select(p => Path.Combine(_folder.Path, p))]);

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
    [InlineData("12:30:00", "is a time without a day, and there is no type for that")]
    [InlineData("2020-01-01 10:00:00 EST", "is no moment")]
    [InlineData("20200101", "is a number")]
    public async Task What_was_meant_for_a_moment_is_no_word_for_null(string value, string what)
    {
        foreach (string moments in (string[])["2020-01-01 00:00:00,u\n2020-01-02 00:00:00,x\n", "2020-01-01,u\n2020-01-02,x\n"])
        {
            _folder.Write("x.csv", $"a,b\n{moments}{value},y\n");
            Assert.Equal([$"a is text because '{value}' at line 4 of x.csv {what}"], await Notes(new CsvOptions(), "x.csv"));
        }
    }

    [Fact]
    public async Task Nulls_in_quotes_are_told_where_they_were_taken_for_such()
    {
        _folder.Write("x.csv", "\"a\"\n\"1\"\n\"\"\n");
        Assert.Equal(["every field is quoted, and \"\" and null words taken for null in x.csv (--quoted-nulls no)"], await Notes(new CsvOptions(), "x.csv"));
    }

    [Fact]
    public async Task Digits_that_no_number_keeps_are_told()
    {
        _folder.Write("x.csv", "id,b\n1,x\n18446744073709551617,y\n");
        Assert.Equal(["id is text because '18446744073709551617' at line 3 of x.csv has more digits than a number keeps (--schema id:double)"], await Notes(new CsvOptions(), "x.csv"));
        _folder.Write("long.csv", "id\n12345678901234567890123\n12345678901234567890124\n");
        Assert.Equal(["id is text because '12345678901234567890123' at line 2 of long.csv has more digits than a number keeps (--schema id:double)"], await Notes(new CsvOptions(), "long.csv"));
        _folder.Write("words.csv", "id\nabc\n12345678901234567890124\n");
        Assert.Empty(await Notes(new CsvOptions(), "words.csv"));
        _folder.Write("signs.csv", "id,b\n-1,x\n18446744073709551615,y\n");
        Assert.Equal(["id is text because '18446744073709551615' at line 3 of signs.csv has more digits than float64 keeps, the one type for it and numbers with a sign or a fraction (--schema id:double)"], await Notes(new CsvOptions(), "signs.csv"));
        _folder.Write("y.csv", "id,b\n0.5,x\n9007199254740993,y\n");
        Assert.Equal(["id is text because '9007199254740993' at line 3 of y.csv has more digits than float64 keeps, the one type for it and numbers with a sign or a fraction (--schema id:double)"], await Notes(new CsvOptions(), "y.csv"));
    }

    [Theory]
    [InlineData("1.5.2020\n25.12.2020\n", "'1.5.2020' at line 2 of x.csv looks like a date (--date-format dmy)")]
    [InlineData("1.5.2020\n2.12.2020\n", "'1.5.2020' at line 2 of x.csv looks like a date (--date-format dmy, or mdy)")]
    [InlineData("5-25-2020\n", "'5-25-2020' at line 2 of x.csv looks like a date (--date-format mdy)")]
    [InlineData("05/12/20\n", "'05/12/20' at line 2 of x.csv looks like a date (--date-format dmy, or mdy)")]
    [InlineData("05/12/20\n25/12/20\n", "'05/12/20' at line 2 of x.csv looks like a date (--date-format dmy)")]
    [InlineData("05/12/20 10:15\n", "'05/12/20 10:15' at line 2 of x.csv looks like a date (--date-format dmy, or mdy)")]
    [InlineData("5 Dec 2020\n", "'5 Dec 2020' at line 2 of x.csv looks like a date (--date-format '%d %b %Y')")]
    [InlineData("\"Dec 5, 2020\"\n", "'Dec 5, 2020' at line 2 of x.csv looks like a date (--date-format '%b %d, %Y')")]
    [InlineData("05-DEC-20\n", "'05-DEC-20' at line 2 of x.csv looks like a date (--date-format %d-%b-%y)")]
    [InlineData("20200105T101500Z\n", "'20200105T101500Z' at line 2 of x.csv looks like a date (--date-format %Y%m%dT%H%M%SZ)")]
    [InlineData("20:15\n21:30\n", "'20:15' at line 2 of x.csv is a time without a day, and there is no type for that")]
    [InlineData("8:15 PM\n", "'8:15 PM' at line 2 of x.csv is a time without a day, and there is no type for that")]
    [InlineData("0x10\n0xFF\n", "'0x10' at line 2 of x.csv is a number of base 16, and numbers are read in base 10 alone")]
    [InlineData("0b101\n", "'0b101' at line 2 of x.csv is a number of base 2, and numbers are read in base 10 alone")]
    [InlineData("1_000\n", "'1_000' at line 2 of x.csv has underscores, and numbers are read without")]
    [InlineData("10\n0x10\n", "'0x10' at line 3 of x.csv is a number of base 16, and numbers are read in base 10 alone")]
    [InlineData("2020-01-05\n1.5.2020\n", "'1.5.2020' at line 3 of x.csv looks like a date (--date-format dmy, or mdy)")]
    [InlineData("3000-01-01T00:00:00\n2020-01-01T00:00:00.123456789\n", "'3000-01-01T00:00:00' at line 2 of x.csv and others have no unit in common, as nanoseconds are held from 1677 to 2262")]
    [InlineData("2020-01-01T00:00\n2020-01-01T00:00Z\n", "'2020-01-01T00:00Z' at line 3 of x.csv has a time zone, and others have none")]
    [InlineData("18446744073709551615\n-1\n", "'18446744073709551615' at line 2 of x.csv has more digits than float64 keeps, the one type for it and numbers with a sign or a fraction (--schema a:double)")]
    public async Task What_looks_like_another_type_is_told_with_the_option_that_reads_it(string rows, string note)
    {
        _folder.Write("x.csv", "a\n" + rows);
        Assert.Equal([$"a is text because {note}"], await Notes(new CsvOptions(), "x.csv"));
    }

    [Theory]
    [InlineData("1.2.3\n1.2.20\n")]
    [InlineData("5 Dec 2020\nnot yet\n")]
    [InlineData("2020-05\n")]
    [InlineData("0xyz\n")]
    [InlineData("a_b\n")]
    [InlineData("123-45-6789\n")]
    [InlineData("192.168.1.20\n")]
    public async Task What_looks_like_text_is_no_surprise(string rows)
    {
        _folder.Write("x.csv", "a\n" + rows);
        Assert.Empty(await Notes(new CsvOptions(), "x.csv"));
    }

    [Theory]
    [InlineData("ymd", "--date-format dmy, or mdy")]
    [InlineData("%Y.%m.%d", "--date-format dmy, or mdy")]
    [InlineData("%d.%m.%Y", "--date-format dmy, or mdy")]
    public async Task Dates_that_are_not_as_was_said_are_told(string format, string option)
    {
        _folder.Write("x.csv", "a\n05/12/2020\n06/12/2020\n");
        Assert.Equal([$"a is text because '05/12/2020' at line 2 of x.csv looks like a date, and is not written as --date-format says ({option})"], await Notes(new CsvOptions { DateFormats = [format] }, "x.csv"));
    }

    [Fact]
    public async Task A_number_among_longer_ones_that_no_sample_shows_is_told_for_what_it_is()
    {
        string rows = string.Concat(Enumerable.Repeat("18446744073709551615\n", 60_000));
        _folder.Write("x.csv", "a\n" + rows + "-1\n" + rows);
        Assert.Equal(["a is text because '-1' at line 60,002 of x.csv has a sign, and others have more digits than float64 keeps, the one type for both (--schema a:double)"], await Notes(new CsvOptions(), "x.csv"));
        _folder.Write("y.csv", "a\n" + rows + "0.5\n" + rows);
        Assert.Equal(["a is text because '0.5' at line 60,002 of y.csv is a fraction, and others have more digits than float64 keeps, the one type for both (--schema a:double)"], await Notes(new CsvOptions(), "y.csv"));
    }

    [Theory]
    [InlineData("1e400\n1\n", "a: '1e400' at line 2 of x.csv is beyond the range of float64, and read as infinity (--schema a:text)")]
    [InlineData("1\n-1.5e999\n", "a: '-1.5e999' at line 3 of x.csv is beyond the range of float64, and read as minus infinity (--schema a:text)")]
    [InlineData("1\n1e-400\n", "a: '1e-400' at line 3 of x.csv is nearer to 0 than any number of float64 but 0, and read as 0 (--schema a:text)")]
    public async Task Numbers_beyond_the_range_of_their_type_are_told(string rows, string note)
    {
        _folder.Write("x.csv", "a\n" + rows);
        Assert.Equal([note], await Notes(new CsvOptions(), "x.csv"));
        Assert.Equal([note], await Notes(new CsvOptions { Schema = new Schema([new Field("a", DataType.Float64)]) }, "x.csv"));
    }

    [Theory]
    [InlineData("inf\n-Infinity\n1\n")]
    [InlineData("0e-999\n0.000e999\n1.7976931348623157e308\n5e-324\n")]
    public async Task Infinities_zeros_and_the_last_numbers_are_no_surprise(string rows)
    {
        _folder.Write("x.csv", "a\n" + rows);
        Assert.Empty(await Notes(new CsvOptions(), "x.csv"));
    }

    [Theory]
    [InlineData("100000", "000123", "int64")]
    [InlineData("100000", "-007", "int64")]
    [InlineData("12345678901", "00000000001", "int64")]
    [InlineData("0.25", "00.5", "float64")]
    [InlineData("0.123456789012", "01.5", "float64")]
    [InlineData("1e5", "01", "float64")]
    [InlineData("18446744073709551615", "0123", "uint64")]
    public async Task Leading_zeros_that_no_sample_shows_are_told(string others, string value, string type)
    {
        string rows = string.Concat(Enumerable.Repeat(others + "\n", 100_001)); // no multiple of four, and many blocks
        _folder.Write("x.csv", "a\n" + rows + value + "\n" + rows);
        Assert.Equal([$"a: leading zeros are lost, as in '{value}' at line 100,003 of x.csv (--schema a:text)"], await Notes(new CsvOptions(), "x.csv"));
        var plan = await Loading.Plan(new CsvOptions(), Path.Combine(_folder.Path, "x.csv"));
        Assert.Equal(type, plan.Schema[0].Type.ToString());
    }

    [Theory]
    [InlineData("0\n10\n-5\n0\n")]
    [InlineData("0.5\n-0.5\n0\n100.05\n")]
    [InlineData("1e05\n0e5\n")]
    public async Task Zeros_that_are_kept_are_no_surprise(string rows)
    {
        _folder.Write("x.csv", "a\n" + string.Concat(Enumerable.Repeat(rows, 5)));
        Assert.Empty(await Notes(new CsvOptions(), "x.csv"));
    }

    [Fact]
    public async Task What_is_lost_of_numbers_is_no_matter_where_they_are_text()
    {
        string rows = string.Concat(Enumerable.Repeat("1\n", 100_000));
        _folder.Write("x.csv", "a\n" + rows + "007\n1e400\nn_a\n" + rows);
        Assert.Equal(["a is text because of 'n_a' at line 100,004 of x.csv (--null n_a)"], await Notes(new CsvOptions(), "x.csv"));
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
        Assert.Equal(["2 files: d date32 and int64 as utf8: '7' at line 2 of 2.csv is int64"], await Notes(new CsvOptions(), "1.csv", "2.csv"));
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
                Text = "t",
                Value = $"v{random.Next(5)}",
                FileIndex = random.Next(3),
                Offset = random.Next(20),
            }])).Select(n => new SourceNotes([n.Items[0] with { Text = $"t{n.Items[0].Value}" }])).ToArray();
            var expected = notes.SelectMany(n => n.Items).GroupBy(n => (n.Kind, n.Column)).Select(g =>
            {
                var inOrder = g.OrderBy(n => n.FileIndex).ThenBy(n => n.Offset).ThenBy(n => n.Text, StringComparer.Ordinal).ToList();
                var other = g.Key.Kind == NoteKind.Text ? inOrder.Find(n => n.Value != inOrder[0].Value) : null;
                return inOrder[0] with { Other = other is null ? null : new OtherValue(other.Value!, other.FileIndex, other.Offset) };
            }).ToHashSet();
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
