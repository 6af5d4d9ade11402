namespace Grid.Cli.Tests.Commands;

public sealed class ReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_page_of_a_table_is_written()
    {
        string rows = Rows("a.csv", "a,b\n1,x\n2,y\n2,y\n");

        var run = await CommandRun.Good("report", rows, "--where", "a > 1", "--title", "Some rows", "--out", _folder["a.html"]);

        string page = await File.ReadAllTextAsync(_folder["a.html"], TestContext.Current.CancellationToken);
        Assert.Contains("<title>Some rows</title>", page, StringComparison.Ordinal);
        Assert.Contains("1 of the rows (50 %) repeat an earlier one", page, StringComparison.Ordinal);
        Assert.Matches(@"^[0-9.]+ kB in \S+a\.html\n$", run.Out);
    }

    [Fact]
    public async Task Two_tables_are_compared()
    {
        await CommandRun.Good("report", Rows("a.csv", "a\n1\n2\n"), "--compare", Rows("b.csv", "b\n1\n"), "--out", _folder["ab.html"]);

        string page = await File.ReadAllTextAsync(_folder["ab.html"], TestContext.Current.CancellationToken);
        Assert.Contains("There is no such column.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_written_is_told_before_anything_is_read()
    {
        string rows = Rows("a.csv", "a\n1\n");

        var nowhere = await CommandRun.Of("report", rows, "--out", Path.Combine(_folder["none"], "a.html"));
        var source = await CommandRun.Of("report", rows, "--out", rows);
        var missing = await CommandRun.Of("report", rows);

        Assert.All([nowhere, source, missing], run => Assert.Equal(2, run.ExitCode));
        Assert.Contains("there is no folder", nowhere.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("no report of Grid's", source.ErrorLine, StringComparison.Ordinal);
        Assert.Contains("--out", missing.ErrorLine, StringComparison.Ordinal);
        Assert.Equal("a\n1\n", await File.ReadAllTextAsync(rows, TestContext.Current.CancellationToken));
    }

    private string Rows(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }
}
