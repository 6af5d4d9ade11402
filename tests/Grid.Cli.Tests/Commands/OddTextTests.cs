using System.Text;

namespace Grid.Cli.Tests;

/// <summary>More of <see cref="OddInputTests"/>: odd characters in texts, odd headers, and names that columns are given.</summary>
public sealed class OddTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<CommandRun> Run(string name, string text, params string[] words) =>
        await CommandRun.Of([.. words.Select(word => word.Replace("FILE", _folder.File(name, text), StringComparison.Ordinal).Replace("DIR", _folder.Path, StringComparison.Ordinal))]);

    private async Task Is(string answer, string name, string text, params string[] words)
    {
        var run = await Run(name, text, words);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(answer, (run.Out + Encoding.UTF8.GetString(run.Bytes)).TrimEnd().ReplaceLineEndings("|"));
    }

    private async Task Refuses(string message, string name, string text, params string[] words)
    {
        var run = await Run(name, text, words);
        Assert.True(run.ExitCode == 2, run.Out);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    // Python's re, pandas' str.extract and str.replace, Polars' and DuckDB's: a character is a code point.
    [Fact]
    public Task Regular_expressions_take_whole_characters() => Is(
        "s,first,rest,face|😀abc,😀,abc,😀|𠮷野,𠮷,野,", "x.csv", "s\n😀abc\n𠮷野\n", "head", "FILE",
        "--with", "first=regex_extract(s, '^.')", "--with", "rest=regex_replace(s, '^.', '')", "--with", "face=regex_extract(s, '[😀-😂]')", "-o", "csv");

    // What is written is what was read: no U+FFFD in a saved file.
    [Fact]
    public async Task No_half_of_a_character_is_saved()
    {
        await Run("x.csv", "s\nab😀\n😀\n", "save", "FILE", "DIR/out.csv", "--with", "t=regex_replace(s, 'x*', '-')");
        Assert.Equal("s,t\nab😀,-a-b-😀-\n😀,-😀-\n", File.ReadAllText(_folder["out.csv"]));
    }

    [Theory]
    [InlineData("'$5'", "$5 names no group: the pattern has 1 group")]
    [InlineData("'\\2'", "\\2 names no group: the pattern has 1 group")]
    public Task Groups_that_are_not_there_are_refused(string replacement, string message) =>
        Refuses(message, "x.csv", "s\nab\n", "head", "FILE", "--with", $"t=regex_replace(s, '(a)', {replacement})");

    // Excel's first line; pandas takes it for the header, as DuckDB does.
    [Theory]
    [InlineData("sep=;\na;b\n1;2\n", "'sep=;' tells Excel the delimiter, and is no header; say --delimiter ';' --skip-rows 1")]
    [InlineData("sep=,\r\na,b\r\n1,2\r\n", "'sep=,' tells Excel the delimiter, and is no header; say --skip-rows 1")]
    [InlineData("sep=;,\na,b\n1,2\n", "'sep=;,' tells Excel the delimiter, and is no header; say --skip-rows 1")]
    [InlineData("sep=,;;\r\na;b;c\r\n1;2;3\r\n", "'sep=,;;' tells Excel the delimiter, and is no header; say --delimiter ';' --skip-rows 1")]
    [InlineData("\uFEFFSEP=\t\na\tb\n1\t2\n", "'sep=tab' tells Excel the delimiter, and is no header; say --delimiter tab --skip-rows 1")]
    public Task A_line_that_tells_Excel_the_delimiter(string text, string message) => Refuses(message, "x.csv", text, "head", "FILE");

    [Fact]
    public Task The_advice_for_Excels_line_is_right() =>
        Is("a,b|1,2", "x.csv", "sep=;\na;b\n1;2\n", "head", "FILE", "--delimiter", ";", "--skip-rows", "1", "-o", "csv");

    // U+0000: a file of CSV with one would not be read again.
    [Fact]
    public async Task A_zero_character_is_refused_by_csv_and_kept_by_others()
    {
        const string text = "{\"s\":\"x\"}\n{\"s\":\"a\\u0000b\"}\n";
        await Refuses("column 's' holds U+0000, as in 'a\\0b'", "x.jsonl", text, "save", "FILE", "DIR/z.csv");
        Assert.False(File.Exists(_folder["z.csv"]));
        await Refuses("column 's' holds U+0000", "x.jsonl", text, "head", "FILE", "-o", "csv");
        await Is("{\"s\":\"x\",\"t\":\"x\"}|{\"s\":\"a\\u0000b\",\"t\":\"ab\"}", "x.jsonl", text,
            "save", "FILE", "-", "--format", "jsonl", "--with", "t=regex_replace(s, '\\x00', '')");
        string[] names = ["z.parquet", "z.arrow", "z.jsonl"];
        foreach (string name in names)
        {
            await CommandRun.Good("save", _folder["x.jsonl"], _folder[name]);
            Assert.Contains("\"n\":3", (await CommandRun.Good("head", _folder[name], "--where", "length(s) == 3", "--with", "n=length(s)", "-o", "json")).Out, StringComparison.Ordinal);
        }
    }

    // A name that starts like the mark of an encoding, or like Excel's line, comes back as it was.
    [Theory]
    [InlineData("\uFEFFa")]
    [InlineData("sep=;")]
    [InlineData("SEP=|")]
    public async Task Names_that_a_file_may_not_start_with(string name)
    {
        await Run("x.jsonl", $"{{\"{name}\":1}}\n", "save", "FILE", "DIR/out.csv");
        Assert.Equal($"\"{name}\"\n1\n", File.ReadAllText(_folder["out.csv"]));
        Assert.Equal($"{{\"{name}\":1}}\n", Encoding.UTF8.GetString((await CommandRun.Good("save", _folder["out.csv"], "-", "--format", "jsonl")).Bytes));
        Assert.Equal($"\"{name}\"\n1\n", (await CommandRun.Good("head", _folder["x.jsonl"], "-o", "csv")).Out);
    }

    // Nor are its quotes those of a file that has all in quotes: the empty text stays one.
    [Theory]
    [InlineData("\uFEFFa")]
    [InlineData("sep=;")]
    public async Task Such_a_name_tells_nothing_of_the_rows(string name)
    {
        string text = $"{{\"{name}\":\"\"}}\n{{\"{name}\":null}}\n";
        await Run("x.jsonl", text, "save", "FILE", "DIR/out.csv");
        Assert.Equal(text, Encoding.UTF8.GetString((await CommandRun.Good("save", _folder["out.csv"], "-", "--format", "jsonl")).Bytes));
    }

    // The remedy that is named can be taken as it stands.
    [Fact]
    public async Task A_zero_character_in_a_column_whose_name_has_a_blank()
    {
        const string text = "{\"a b\":\"x\\u0000\"}\n";
        await Refuses("regex_replace(`a b`, '\\x00', '')", "x.jsonl", text, "save", "FILE", "DIR/z.csv");
        await Refuses("regex_replace(`a b`, '\\x00', '')", "x.jsonl", text, "head", "FILE", "-o", "csv");
        await Refuses("the name of column 'c\\0' holds U+0000", "x.jsonl", "{\"c\\u0000\":1}\n", "head", "FILE", "-o", "csv");
        await Refuses("the name of column 'c\\0' holds U+0000", "x.jsonl", "{\"c\\u0000\":1}\n", "save", "FILE", "DIR/z.csv");
    }

    // scikit-learn's OneHotEncoder has a column each for None and 'null'.
    [Fact]
    public Task A_text_null_beside_missing_values() => Is(
        "d_null,d_x,d_null.1,e|1,0,0,1|0,1,0,2|0,0,1,3", "x.csv", "d,e\n\"null\",1\nx,2\n,3\n", "head", "FILE", "--onehot", "d", "-o", "csv");

    [Fact]
    public Task Texts_null_and_null_1_beside_missing_values() => Is(
        "d_null,d_null.1,d_null.2,e|1,0,0,1|0,1,0,2|0,0,1,3", "x.csv", "d,e\n\"null\",1\nnull.1,2\n,3\n", "head", "FILE", "--onehot", "d", "-o", "csv");

    [Fact]
    public Task Counts_of_a_column_that_is_called_count() =>
        Is("count,count.1|1,2|2,1", "x.csv", "count\n1\n1\n2\n", "counts", "FILE", "--column", "count", "-o", "csv");

    [Fact]
    public async Task Names_that_are_there_already()
    {
        const string text = "x,x_1\n1,5\n2,8\n";
        await Refuses("there is a column 'x_1' already; encode a copy under another name: --with 'x2=x' --onehot x2", "x.csv", text, "head", "FILE", "--onehot", "x");
        await Is("x,x_1,x2_1,x2_2|1,5,1,0|2,8,0,1", "x.csv", text, "head", "FILE", "--with", "x2=x", "--onehot", "x2", "-o", "csv");
    }

    // In double quotes a shell would take what stands in back-quotes for a command.
    [Fact]
    public async Task Odd_names_that_are_there_already()
    {
        const string text = "x y,x y_1\n1,5\n2,8\n";
        await Refuses("there is a column 'x y_1' already; encode a copy under another name: --with 'x y2=`x y`' --onehot '`x y2`'", "x.csv", text, "head", "FILE", "--onehot", "x y");
        await Is("x y,x y_1,x y2_1,x y2_2|1,5,1,0|2,8,0,1", "x.csv", text, "head", "FILE", "--with", "x y2=`x y`", "--onehot", "`x y2`", "-o", "csv");
    }

    // Lines are those of the file, however its objects lie on them.
    [Theory]
    [InlineData("[\n{\"a\":1},\n{\"a\":\"x\"}, {\"a\":2}]", "at line 3 of x.json")]
    [InlineData("[{\"a\":1},{\"a\":2},{\"a\":\"q\"}]", "at line 1 of x.json")]
    [InlineData("{\n \"a\": 1\n}\n{\n \"a\": \"y\"\n}\n", "at line 4 of x.json")]
    public async Task Lines_of_json(string text, string place) => Assert.Contains(place, (await Run("x.json", text, "head", "FILE")).Error, StringComparison.Ordinal);

    // numpy.round, and so pandas': hundreds, halves to the even one; whole numbers stay whole, and exact.
    [Theory]
    [InlineData("round(150, -2)", "200")]
    [InlineData("round(250, -2)", "200")]
    [InlineData("round(-251, -2)", "-300")]
    [InlineData("round(1234.5, -1)", "1230.0")]
    [InlineData("round(9007199254740993, -1)", "9007199254740990")]
    public Task Rounded_to_hundreds(string expression, string value) => Is($"v|{value}", "x.csv", "a\n1\n", "head", "FILE", "--with", $"v={expression}", "--columns", "v", "-o", "csv");

    [Fact]
    public Task Rounded_beyond_the_type() =>
        Refuses("round(a, -1) of 9223372036854775807 is a number which int64 does not hold", "x.csv", "a\n9223372036854775807\n", "head", "FILE", "--with", "v=round(a, -1)");

    [Fact]
    public Task Another_tools_word_for_replacing_a_model() => Refuses(
        "there is no option --overwrite; --save replaces an earlier model by itself", "x.csv", "a,y\n1,0\n2,1\n", "tune", "FILE", "--target", "y", "--task", "classify", "--grid", "max_depth=1", "--overwrite");

    [Fact]
    public async Task A_feature_without_values_is_told()
    {
        var run = await Run("x.csv", "a,b,y\n1,,0\n2,,1\n3,,0\n4,,1\n", "tune", "FILE", "--target", "y", "--task", "classify", "--grid", "max_depth=1", "--trees", "2", "--folds", "2", "-o", "csv");
        Assert.Contains("'b' has no value in any row: nothing is learned from it", run.Error, StringComparison.Ordinal);
    }
}
