using System.Text;
using Grid.Columns;

namespace Grid.Sources.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<SourceException> Fails(string text, CsvOptions? options = null) => Fails(Encoding.UTF8.GetBytes(text), options);

    private async Task<SourceException> Fails(byte[] bytes, CsvOptions? options = null)
    {
        string path = _folder.Write("bad.csv", bytes);
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Load(options ?? new CsvOptions(), path));
        Assert.DoesNotContain('\n', error.Message);
        Assert.Contains(path, error.Message);
        Assert.Equal(path, error.Path);
        return error;
    }

    [Theory]
    [InlineData(new byte[] { (byte)'p', 0xE9, (byte)',', (byte)'b', 10, (byte)'1', (byte)',', (byte)'2', 10 })] // Windows-1252
    [InlineData(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 1, 2, 3 })]
    public async Task Names_that_are_no_text_are_refused(byte[] bytes)
    {
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "x.csv"), bytes, TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions(), Path.Combine(folder.Path, "x.csv")));
        Assert.Contains("line 1: the text is not valid UTF-8; say how it is encoded: --encoding windows-1252", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_an_empty_folder_and_a_glob_without_files_are_named()
    {
        foreach (string path in new[] { "none.csv", "no*.csv", ".", "**/x.csv" })
        {
            string full = Path.Combine(_folder.Path, path);
            var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions(), full));
            Assert.Contains(full, error.Message);
        }
        await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions()));
        await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions(), ""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\uFEFF")]
    public async Task An_empty_file_is_refused(string text) => Assert.Contains("is empty", (await Fails(text)).Message);

    [Theory]
    [InlineData("a,b,c\n1,2,3\n\n4,5\n6,7,8\n", 4, "2 fields, expected 3")]
    [InlineData("a,b,c\n1,2,3\n4,5,6,7,8\n", 3, "5 fields, expected 3")]
    [InlineData("a,b,c\n\"x\ny\",2,3\n4\n", 4, "1 field, expected 3")]
    [InlineData("a,b\n1,2,3\n4\n", 2, "3 fields, expected 2")]
    public async Task A_ragged_row_is_named_by_its_line(string text, long line, string what)
    {
        var error = await Fails(text);
        Assert.Equal(line, error.Line);
        Assert.Contains(what, error.Message);
    }

    [Fact]
    public async Task The_line_is_right_far_into_a_file_of_many_splits()
    {
        var text = new StringBuilder("a,b\n");
        for (int i = 0; i < 5000; i++)
            text.Append(i == 4321 ? "1,2,3\n" : "1,\"x\ny\"\n");
        var error = await Fails(text.ToString(), new CsvOptions { SplitBytes = 1000 });
        Assert.Equal(2 + 4321 * 2, error.Line);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,\"open\n4,5\n", 3L, "b")]
    [InlineData("a,b\n\"open,2\n3,4", 2L, "a")]
    public async Task An_unclosed_quote_is_named_by_line_and_column(string text, long line, string column)
    {
        var error = await Fails(text);
        Assert.Equal(line, error.Line);
        Assert.Equal(column, error.Column);
        Assert.Contains("never closed", error.Message);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,\"x\"y\n")]
    [InlineData("a,b\n1,2\n3,\"x\" \n")]
    [InlineData("a,b\n1,2\n3,\"x\"y\"z\"\n")]
    [InlineData("a,b\n1,2\n3,5\" pipe\"\n")]
    public async Task A_quote_where_none_may_stand_is_named_by_line_and_column(string text)
    {
        var error = await Fails(text);
        Assert.Equal(3, error.Line);
        Assert.Equal("b", error.Column);
        Assert.Contains("quote", error.Message);
    }

    [Fact]
    public async Task An_unclosed_quote_in_the_header_is_refused() =>
        Assert.Contains("never closed", (await Fails("a,\"b\n1,2\n")).Message);

    [Fact]
    public async Task Binary_files_are_refused_at_any_depth()
    {
        Assert.Contains("zero byte", (await Fails([(byte)'a', 0, (byte)'\n', 1, 2, 3])).Message);
        Assert.Contains("cut off or damaged", (await Fails([0x1F, 0x8B, 8, 0])).Message);
        byte[] late = Encoding.ASCII.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 1_000_000)));
        late[3_001_236] = 0;
        var error = await Fails(late);
        Assert.Contains("zero byte at offset 3001236", error.Message);
        Assert.Equal(late.AsSpan(0, 3_001_236).Count((byte)'\n') + 1, error.Line);
    }

    [Fact]
    public async Task Text_that_is_not_utf8_is_named_by_its_line()
    {
        var error = await Fails([.. "a,b\nok,1\ncaf"u8, 0xE9, .. ",2\n"u8]);
        Assert.Equal(3, error.Line);
        Assert.Contains("UTF-8", error.Message);
    }

    [Theory]
    [InlineData("int64", "1.5")]
    [InlineData("int64", "9223372036854775808")]
    [InlineData("float64", "abc")]
    [InlineData("bool", "yes")]
    [InlineData("date32", "2017-02-29")]
    [InlineData("date32", "2017-02-28 10:00")]
    [InlineData("timestamp[s]", "2017-02-28 10:00:00.5")]
    [InlineData("timestamp[s]", "2017-02-28T10:00:00Z")]
    public async Task A_value_that_contradicts_a_given_type_is_named_with_all_there_is_to_know(string type, string value)
    {
        DataType given = type switch
        {
            "int64" => DataType.Int64,
            "float64" => DataType.Float64,
            "bool" => DataType.Bool,
            "date32" => DataType.Date32,
            _ => DataType.Timestamp(TimeUnit.Second),
        };
        var options = new CsvOptions { Schema = new Schema([new Field("b", given)]) };
        var error = await Fails($"a,b\n1,\n\"x\ny\",\n3,{value}\n", options);
        Assert.Equal(5, error.Line);
        Assert.Equal("b", error.Column);
        Assert.Equal(value, error.Value);
        Assert.Contains($"'{value}' is not {type}", error.Message);
    }

    [Fact]
    public async Task A_type_for_a_column_that_is_not_there_is_refused()
    {
        var error = await Fails("a,b\n1,2\n", new CsvOptions { Schema = new Schema([new Field("c", DataType.Int64)]) });
        Assert.Contains("no column 'c'", error.Message);
    }

    [Fact]
    public async Task Files_of_other_columns_are_named_with_the_first_that_differs()
    {
        string a = _folder.Write("a.csv", "x,y\n1,2\n"), b = _folder.Write("b.csv", "x,z\n1,2\n"), c = _folder.Write("c.csv", "x,y,w\n1,2,3\n");
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions(), a, b));
        Assert.Equal(b, error.Path);
        Assert.Contains("column 2 is 'z', but 'y' in " + a, error.Message);
        error = await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions(), a, c));
        Assert.Contains("3 columns", error.Message);
        Assert.Contains("'w'", error.Message);
    }

    [Fact]
    public async Task A_file_that_vanishes_or_changes_after_the_plan_is_refused()
    {
        string path = _folder.Write("t.csv", "a\n1\n2\n");
        var plan = await Loading.Plan(new CsvOptions(), path);
        File.AppendAllText(path, "3\n");
        Assert.Contains("has changed", Assert.Throws<SourceException>(() => Loading.Load(plan)).Message);
        File.WriteAllText(path, "a\n5\n6\n");
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Contains("has changed", Assert.Throws<SourceException>(() => Loading.Load(plan)).Message);
        File.Delete(path);
        Assert.Contains("no longer there", Assert.Throws<SourceException>(() => Loading.Load(plan)).Message);
    }

    [Theory]
    [InlineData('\n', '"')]
    [InlineData('é', '"')]
    [InlineData(',', ',')]
    [InlineData(',', '\r')]
    public async Task Impossible_delimiters_and_quotes_are_refused(char delimiter, char quote) =>
        await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions { Delimiter = delimiter, Quote = quote }, _folder.Path));

    [Fact]
    public async Task A_row_that_never_ends_is_refused_before_it_fills_the_memory()
    {
        string path = _folder.Write("long.csv", "a,b\n1,2\n3,\"" + new string('x', 20_000_000));
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Load(new CsvOptions(), path));
        Assert.Equal(3, error.Line);
    }
}
