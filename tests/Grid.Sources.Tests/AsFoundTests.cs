using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>CSV as it is found: comments, lines before the header, delimiters at the ends of lines, numbers with other marks.</summary>
public sealed class AsFoundTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<Table> Load(string text, CsvOptions options) => Loading.Load(options, _folder.Write("x.csv", text));

    private async Task<SourceException> Fails(string text, CsvOptions? options = null)
    {
        string path = _folder.Write("x.csv", text);
        return await Assert.ThrowsAsync<SourceException>(() => Loading.Load(options ?? new CsvOptions(), path));
    }

    private async Task<string[]> Notes(string text, CsvOptions? options = null)
    {
        var plan = await Loading.Plan(options ?? new CsvOptions(), _folder.Write("x.csv", text));
        return [.. plan.NotesOf(SourceNotes.None, TestContext.Current.CancellationToken).Items.Select(note => note.ToString())];
    }

    private static readonly CsvOptions s_comments = new() { Comment = '#' };

    [Fact]
    public async Task Comments_are_left_out_wherever_they_stand_and_may_hold_anything()
    {
        var table = await Load("# it's 5\" wide, \"\n#\na,b\n# x\n1,\"#2\n# no comment\"\n#,,,\"\n#\"\n\n3,4# no comment\n# end", s_comments);
        Assert.Equal([1L, 3L], table["a"]);
        Assert.Equal(["#2\n# no comment", "4# no comment"], table["b"]);
    }

    [Theory]
    [InlineData("a\n1\n# x\n\n2\n")]
    [InlineData("#\na\n1\n\n#\n2\n#")]
    public async Task Blank_lines_of_one_column_are_nulls_and_comments_are_not(string text) =>
        Assert.Equal([1L, null, 2L], (await Load(text, s_comments))["a"]);

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(5000)]
    public async Task Quotes_in_comments_do_not_open_any_whatever_the_splits(int splitBytes)
    {
        // An odd number of quotes in comments, of which the first samples show none.
        var rows = Enumerable.Range(0, 20_000).Select(i => i % 1000 == 777 ? $"# \" {i},\n{i},\"x\n#{i}\"\n" : $"{i},y\n");
        var table = await Load("a,b\n" + string.Concat(rows), s_comments with { SplitBytes = splitBytes });
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (object)(long)i), table["a"]);
        Assert.Equal("x\n#777", table["b"][777]);
    }

    [Fact]
    public async Task A_fault_among_comments_is_named_by_its_line()
    {
        Assert.Equal(5, (await Fails("# one\na,b\n# two\n1,2\n3\n", s_comments)).Line);
        Assert.Equal(4, (await Fails("#\na\n#\nx\n", s_comments with { Schema = new Schema([new Field("a", DataType.Int64)]) })).Line);
        Assert.Equal(["a is text because of 'n_a' at line 4 of x.csv (--null n_a)"], await Notes("a\n1\n# \"\nn_a\n2\n3\n", s_comments));
    }

    [Theory]
    [InlineData("# made up\na,b\n1,2\n", "--comment '#'")]
    [InlineData("a,b\n1,2\n# end\n", "--comment '#'")]
    [InlineData("% made up\na,b\n1,2\n", "--comment '%'")]
    [InlineData("a,b\n1,2,\n", "--trailing-delimiter")]
    [InlineData("a,b,\n1,2\n", "--trailing-delimiter")]
    [InlineData("Report\n\na,b\n1,2\n", "say --skip-rows 2.")]
    [InlineData("Report, of May\n\na,b,c\n1,2,3\n4,5,6\n", "say --skip-rows 2.")]
    [InlineData("Report; of May\na,b,c\n1,2,3\n", "say --skip-rows 1.")]
    public async Task A_file_that_takes_an_option_is_refused_with_its_name(string text, string option) =>
        Assert.Contains(option, (await Fails(text)).Message);

    [Theory]
    [InlineData("a,b\n1,2\n3,4,5\n")]
    [InlineData("a,b\n1,2,3\n4,5,6\n")]
    [InlineData("a,b\n1,2\n3,4\nx,y,z\nx,y,z\n")]
    [InlineData("a\n1,2\n3,4\n")]
    public async Task A_row_that_is_at_fault_itself_is_not_taken_for_a_table_behind_other_lines(string text) =>
        Assert.DoesNotContain("--skip-rows", (await Fails(text)).Message);

    [Fact]
    public async Task Comments_that_make_a_column_text_are_told_with_the_option() =>
        Assert.Equal(["a is text because of '# end' at line 4 of x.csv (--comment '#')"], await Notes("a\n1\n2\n# end\n"));

    [Fact]
    public async Task Lines_before_the_header_are_left_out_whatever_is_in_them()
    {
        var options = new CsvOptions { SkipRows = 3 };
        var table = await Load("Report, \"\n\n# x\na,b\n1,2\n", options);
        Assert.Equal([1L], table["a"]);
        Assert.Equal(6, (await Fails("1\n2\n3\na,b\n1,2\n3\n", options)).Line);
        table = await Load("\uFEFF1\n2\n3\n4,5\n", options with { HasHeader = false });
        Assert.Equal([4L], table["column0"]);
        table = await Load("1\n2\n3\n# c\na;\n1;\n", new CsvOptions { SkipRows = 3, Comment = '#', Delimiter = ';', TrailingDelimiter = true });
        Assert.Equal([1L], table["a"]);
        Assert.Contains("x.csv has 2 lines, and --skip-rows 3 leaves out more", (await Fails("1\n2\n", options)).Message);
        Assert.Contains("is empty", (await Fails("1\n2\n3\n", options)).Message);
    }

    [Theory]
    [InlineData("a,b\n1,x,\n,,\n3,\n4,\"\",\n5,y\n")]
    [InlineData("a,b,\r\n1,x,\r\n,,\r\n3,,\r\n4,\"\",\r\n5,y,")]
    public async Task Delimiters_at_the_ends_of_lines_are_none_of_a_further_field(string text)
    {
        var options = new CsvOptions { TrailingDelimiter = true };
        var table = await Load(text, options);
        Assert.Equal([1L, null, 3L, 4L, 5L], table["a"]);
        Assert.Equal(["x", null, null, "", "y"], table["b"]);
        Assert.Contains("3 fields, expected 2", (await Fails("a,b\n1,2,3\n", options)).Message);
        Assert.Contains("4 fields, expected 2", (await Fails("a,b\n1,2,,\n", options)).Message);
        Assert.Contains("3 fields, expected 2", (await Fails("a,b\n1,2,\"\"\n", options)).Message);
        Assert.Equal([1L, null], (await Load("1,\n,\n", options with { HasHeader = false }))["column0"]);
    }

    [Theory]
    [InlineData(',', null, "6,5", 6.5)]
    [InlineData(',', '.', "1.234.567,5", 1234567.5)]
    [InlineData(',', '.', "-1.234", -1234L)]
    [InlineData(',', '.', "+12", 12L)]
    [InlineData(',', '.', ",5", 0.5)]
    [InlineData(',', '.', "1,5e3", 1500.0)]
    [InlineData(',', '.', "-0", -0.0)]
    [InlineData('.', ',', "18,446,744,073,709,551,615", ulong.MaxValue)]
    [InlineData('.', '\'', "1'234.5", 1234.5)]
    [InlineData('.', '_', "1_234", 1234L)]
    [InlineData(',', ' ', "1 234,5", 1234.5)]
    [InlineData(',', ' ', "1\u00A0234,5", 1234.5)]
    [InlineData(',', ' ', "1\u202F234,5", 1234.5)]
    [InlineData(',', '.', "1,23", 1.23)]
    [InlineData(',', '.', "1.23", "1.23")]
    [InlineData(',', '.', "1.2345", "1.2345")]
    [InlineData(',', '.', "1234.567", "1234.567")]
    [InlineData(',', '.', ".123", ".123")]
    [InlineData(',', '.', "1.234.", "1.234.")]
    [InlineData(',', '.', "1,234.5", "1,234.5")]
    [InlineData(',', null, "1.5", "1.5")]
    [InlineData(',', null, "1,5,5", "1,5,5")]
    [InlineData('.', ',', "1,23", "1,23")]
    [InlineData('.', ',', "1.5,000", "1.5,000")]
    public async Task Numbers_are_read_by_their_marks_and_nothing_else_is_one(char mark, char? thousands, string text, object value)
    {
        var options = new CsvOptions { Delimiter = ';', Decimal = mark, Thousands = thousands };
        Assert.Equal([value], (await Load($"a;b\n{text};1\n", options))["a"]);
        Assert.Equal([value, null], (await Load($"a;b\n\"{text}\";1\nNA;2\n", options))["a"]);
        // The same behind rows of whole numbers that samples show alone.
        string rows = string.Concat(Enumerable.Repeat("7;1\n", 300_000));
        var table = await Load($"a;b\n{rows}{text};1\n{rows}", options);
        Assert.Equal(value is string ? value : Convert.ToDouble(value), value is string ? table["a"][300_000] : Convert.ToDouble(table["a"][300_000]));
    }

    [Fact]
    public void Numbers_of_any_form_are_those_of_the_usual_one() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        var (mark, thousands) = random.Next(3) switch { 0 => (",", "."), 1 => (",", " "), _ => (".", ",") };
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (mark, thousands);
        int digits = random.Next(4), rows = random.Next(1, 300);
        var values = Enumerable.Range(0, rows).Select(_ => random.Next(8) == 0 ? (decimal?)null : Math.Round((decimal)((random.NextDouble() - 0.3) * Math.Pow(10, random.Next(12))), digits)).ToArray();
        using var folder = new TempFolder();
        string usual = folder.Write("usual.csv", "a;b\n" + string.Concat(values.Select(v => $"{v?.ToString("F" + digits, CultureInfo.InvariantCulture)};x\n")));
        string other = folder.Write("other.csv", "a;b\n" + string.Concat(values.Select(v => $"{v?.ToString((random.Next(2) == 0 ? "F" : "N") + digits, culture)};x\n")));
        var expected = Loading.Load(new CsvOptions { Delimiter = ';' }, usual).GetAwaiter().GetResult();
        var table = Loading.Load(new CsvOptions { Delimiter = ';', Decimal = mark[0], Thousands = thousands[0] }, other).GetAwaiter().GetResult();
        Assert.Equal(expected.Schema, table.Schema);
        Assert.Equal(expected["a"], table["a"]);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Theory]
    [InlineData("20200101", "date", "say how it is written (--date-format \"%Y%m%d\"), ")]
    [InlineData("20200101103000", "timestamp", "say how it is written (--date-format \"%Y%m%d%H%M%S\"), ")]
    [InlineData("202001011030", "timestamp", "say how it is written (--date-format \"%Y%m%d%H%M\"), ")]
    [InlineData("5 Jan 2020", "date", "say how it is written (--date-format '%d %b %Y'), ")]
    [InlineData("20209901", "date", "")]
    [InlineData("abc", "date", "")]
    public async Task A_given_date_that_is_written_otherwise_is_told_how(string value, string type, string how)
    {
        DataType moment = type == "date" ? DataType.Date32 : DataType.Timestamp(TimeUnit.Second);
        var error = await Fails($"d,k\n{value},1\n", new CsvOptions { Schema = new Schema([new Field("d", moment)]) });
        Assert.Contains($"line 2, column 'd': '{value}' is not {moment}; {how}correct the value", error.Message);
        if (how.Contains('"'))
        {
            var format = how.Split('"')[1];
            Assert.Equal(moment.Id, (await Load($"d,k\n{value},1\n", new CsvOptions { Schema = new Schema([new Field("d", moment)]), DateFormats = [format] })).Schema[0].Type.Id);
        }
    }

    [Fact]
    public async Task Null_words_and_given_types_know_the_marks()
    {
        var options = new CsvOptions { Delimiter = ';', Decimal = ',', NullWords = ["-9,99"] };
        Assert.Equal([1.5, null, null], (await Load("a;b\n1,5;1\n-9,99;2\nNA;3\n", options))["a"]);
        var error = await Fails("a;b\n1;1\n1,5;2\n", options with { Schema = new Schema([new Field("a", DataType.Int64)]) });
        Assert.Contains("line 3, column 'a': '1,5' is not int64", error.Message);
        var table = await Load("a;b\n25.03.2017;1\n26.03.2017;2\n", options with { Thousands = '.' });
        Assert.Equal(DataType.Date32, table.Schema[0].Type);
        Assert.Equal(["a is text because '2.5' at line 4 of x.csv has a point where its numbers may have none"], await Notes("a;b\n1,5;1\n2,5;2\n2.5;3\n", options));
    }

    [Theory]
    [InlineData("6,5", "--decimal ,")]
    [InlineData("1,234", "--thousands , or --decimal ,")]
    [InlineData("1,234.5", "--thousands ,")]
    [InlineData("1.234,5", "--decimal , --thousands .")]
    [InlineData("1.234.567", "--decimal , --thousands .")]
    [InlineData("1'234", "--thousands \"'\"")]
    [InlineData("1 234,5", "--decimal , --thousands ' '")]
    public async Task Numbers_with_other_marks_are_told_with_the_options(string text, string option)
    {
        string note = Assert.Single(await Notes($"a;b\n{text};x\n", new CsvOptions { Delimiter = ';' }));
        Assert.EndsWith($"({option})", note);
        Assert.Contains(option, Assert.Single(await Notes($"a;b\n7;x\n8;x\n{text};x\n", new CsvOptions { Delimiter = ';' })));
    }

    [Fact]
    public async Task Options_that_contradict_are_refused()
    {
        foreach (var options in new CsvOptions[]
        {
            new() { Comment = ',' }, new() { Comment = '"' }, new() { Comment = '\n' }, new() { Comment = 'é' }, new() { SkipRows = -1 },
            new() { Decimal = ';' }, new() { Thousands = '5' }, new() { Thousands = '.' }, new() { Decimal = ',', Thousands = ',' },
        })
            await Fails("a\n1\n", options);
    }
}
