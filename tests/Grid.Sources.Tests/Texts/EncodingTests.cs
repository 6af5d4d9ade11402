using System.Text;

namespace Grid.Sources.Tests;

/// <summary>Texts in other encodings than UTF-8, and with other line ends: the table is the same, and so are lines in errors.</summary>
public sealed class EncodingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static readonly Encoding s_windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private async Task<SourceException> Fails(byte[] bytes, CsvOptions? options = null)
    {
        string path = _folder.Write("x.csv", bytes);
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Load(options ?? new CsvOptions(), path));
        Assert.Equal(path, error.Path);
        return error;
    }

    public static TheoryData<string, string?, bool> Encodings => new()
    {
        { "utf-16", null, true }, { "utf-16BE", null, true }, { "utf-32", null, true }, { "utf-32BE", null, true }, { "utf-8", null, true },
        { "utf-16", "utf-16le", false }, { "utf-16", "UTF16", false }, { "utf-16BE", "utf-16be", false }, { "utf-16BE", "utf-8", true },
        { "windows-1252", "windows-1252", false }, { "windows-1252", "cp1252", false }, { "iso-8859-1", "latin1", false }, { "utf-8", "latin1", true },
        { "utf-16", "windows-1252", true },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task The_table_is_that_of_utf8(string written, string? option, bool hasMark)
    {
        var rows = Enumerable.Range(0, 30_000).Select(i => $"{i},Größe {i % 7},{(i % 100 == 0 ? "\"é,\r\nß\"" : i / 2.0)},2017-03-25\r\n");
        string text = "ï,name,c,d\r\n" + string.Concat(rows);
        var expected = await Loading.Load(new CsvOptions { SplitBytes = 1 << 30 }, _folder.Write("utf8.csv", text));
        var encoding = written == "windows-1252" ? s_windows : Encoding.GetEncoding(written);
        string path = _folder.Write("x.csv", [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);
        var table = await Loading.Load(new CsvOptions { Encoding = option }, path);
        Assert.Equal(Tables.Bytes(expected), Tables.Bytes(table));
        Assert.Equal("ï", table.Schema[0].Name);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_of_the_encoding_are_named_by_their_line()
    {
        byte[] bad = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("1,é\n", 100_000))), 0x00, 0xD8, .. Encoding.Unicode.GetBytes("x,1\n")];
        var error = await Fails(bad);
        Assert.Equal(100_002, error.Line);
        Assert.Contains("not valid utf-16", error.Message);
        Assert.Contains("not valid utf-16", (await Fails([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a\n1\n"), 0x31])).Message);
    }

    [Fact]
    public async Task Files_that_take_an_encoding_are_refused_with_the_option()
    {
        Assert.Contains("--encoding windows-1252", (await Fails(s_windows.GetBytes("a,b\n1,é\n"))).Message);
        var error = await Fails(s_windows.GetBytes("Größe,b\n1,2\n"));
        Assert.Equal(1, error.Line);
        Assert.Contains("--encoding windows-1252", error.Message);
        Assert.Contains("--encoding utf-16le", (await Fails(Encoding.Unicode.GetBytes("a,b\n1,2\n"))).Message);
        Assert.Contains("'utf-61' is not known; did you mean 'utf-16'?", (await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions { Encoding = "utf-61" }, _folder.Path))).Message);
    }

    [Fact]
    public async Task Faults_and_notes_of_decoded_text_name_its_lines()
    {
        string rows = string.Concat(Enumerable.Repeat("1,é\n", 100_000));
        var error = await Fails(Encoding.BigEndianUnicode.GetPreamble().Concat(Encoding.BigEndianUnicode.GetBytes("a,b\n" + rows + "1\n")).ToArray());
        Assert.Equal(100_002, error.Line);
        var plan = await Loading.Plan(new CsvOptions { Encoding = "latin1" }, _folder.Write("x.csv", Encoding.Latin1.GetBytes("a,b\n" + rows + "n_a,é\n")));
        var loaded = SplitReader.Read(plan.Splits[0], plan.Schema, plan.Options, null, TestContext.Current.CancellationToken);
        Assert.Equal(["a is text because of 'n_a' at line 100,002 of x.csv (--null n_a)"], plan.NotesOf(loaded.Notes, TestContext.Current.CancellationToken).Items.Select(note => note.ToString()));
        Assert.Equal(70_002, RowLines.Of(plan.Splits[0], plan.Options, 2, 70_000, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("a,b\r1,x\r2,\"y\rz\"\r\r3,\r")]
    [InlineData("a,b\r1,x\r2,\"y\rz\"\r3,")]
    public async Task Lines_that_end_with_a_carriage_return_alone_are_read(string text)
    {
        var table = await Loading.Load(new CsvOptions(), _folder.Write("x.csv", text));
        Assert.Equal([1L, 2L, 3L], table["a"]);
        Assert.Equal(["x", "y\rz", null], table["b"]);
        Assert.Equal(3, (await Fails(Encoding.UTF8.GetBytes("a,b\r1,2\r3\r"))).Line);
        string path = _folder.Write("one.csv", "a\r1\r\r2\r");
        Assert.Equal([1L, null, 2L], (await Loading.Load(new CsvOptions(), path))["a"]);
        path = _folder.Write("16.csv", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray());
        Assert.Equal([1L, 2L, 3L], (await Loading.Load(new CsvOptions(), path))["a"]);
    }

    [Fact]
    public async Task Returns_far_into_a_file_and_before_feeds_are_what_they_are()
    {
        // Pieces of a text end anywhere, also between a return and a feed.
        string text = "a,b\r" + string.Concat(Enumerable.Range(0, 200_000).Select(i => i % 3 == 0 ? $"{i},x{(i < 20_000 ? "\r" : "\r\n")}" : $"{i},\"x\r\ny\"\r"));
        var table = await Loading.Load(new CsvOptions(), _folder.Write("x.csv", text));
        Assert.Equal(200_000, table.Rows);
        Assert.Equal(Enumerable.Range(0, 200_000).Select(i => i % 3 == 0 ? "x" : "x\r\ny"), table["b"]);
    }
}
