using Grid.Columns;

namespace Grid.Sources.Tests;

public sealed class UnusedFormatTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<string[]> Notes(CsvOptions options, params string[] paths) => Told.NotesAsync(options, [.. paths.Select(p => Path.Combine(_folder.Path, p))]);

    [Theory]
    [InlineData("dmy", "a,d\n1,2020-01-02\n", true)]
    [InlineData("%d.%m.%Y", "a,d\n1,2020-01-02\n", true)]
    [InlineData("dmy", "a,d\n1,x\n", true)]
    [InlineData("dmy", "a,d\n1,25/01/2020\n", false)]
    [InlineData("dmy", "a,d\n1,2020-01-02\n,25/01/2020\n", false)]
    [InlineData("ymd", "a,d\n1,2020-01-02\n", false)]
    [InlineData("%Y-%m-%d", "a,d\n1,2020-01-02\n", false)]
    [InlineData("dmy", "a,d\n", false)]
    public async Task A_way_to_write_dates_that_none_is_written_in_is_told(string format, string text, bool isTold)
    {
        _folder.Write("x.csv", text);
        var notes = await Notes(new CsvOptions { DateFormats = [format] }, "x.csv");
        Assert.Equal(isTold ? [$"no column is read by --date-format {format}, as far as samples show"] : [], notes.Where(note => note.Contains("--date-format", StringComparison.Ordinal)));
        Assert.DoesNotContain(await Notes(new CsvOptions { DateFormats = [format], Schema = new Schema([new Field("a", DataType.Int64)]) }, "x.csv"), note => note.Contains("a is", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_dates_are_written_in_another_way_one_note_says_so()
    {
        _folder.Write("x.csv", "d\n25/12/2020\n26/12/2020\n");
        Assert.StartsWith("d is text because '25/12/2020' at line 2 of x.csv looks like a date, and is not written as --date-format says", Assert.Single(await Notes(new CsvOptions { DateFormats = ["mdy"] }, "x.csv")), StringComparison.Ordinal);
        _folder.Write("y.csv", "d\n20200101\n");
        Assert.Empty(await Notes(new CsvOptions { DateFormats = ["%Y%m%d"], Schema = new Schema([new Field("d", DataType.Date32)]) }, "y.csv"));
        _folder.Write("z.jsonl", "{\"d\":\"25/12/2020\"}\n");
        Assert.Empty(await Notes(new CsvOptions { DateFormats = ["dmy"] }, "z.jsonl"));
    }
}
