using Grid.Sources;

namespace Grid.Report.Tests;

public sealed class TableReportTests
{
    private const string Csv = "a,b\n1,x\n2,y\n";

    [Fact]
    public async Task A_report_takes_the_place_of_a_report_and_of_nothing_else()
    {
        await using var table = await Table.OfAsync(Csv);
        await File.WriteAllTextAsync(table["notes.html"], "<p>mine</p>", TestContext.Current.CancellationToken);

        long bytes = await TableReport.WriteAsync(table.Frame, "t", table["t.html"], cancellation: TestContext.Current.CancellationToken);
        await TableReport.WriteAsync(table.Frame, "again", table["t.html"], cancellation: TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<OutputException>(() => TableReport.WriteAsync(table.Frame, "t", table["notes.html"], cancellation: TestContext.Current.CancellationToken));

        Assert.True(bytes > 1000);
        Assert.Contains("<title>again</title>", await File.ReadAllTextAsync(table["t.html"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("no report of Grid's", refused.Message, StringComparison.Ordinal);
        Assert.Equal("<p>mine</p>", await File.ReadAllTextAsync(table["notes.html"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_cancelled_leaves_nothing()
    {
        await using var table = await Table.OfAsync(Csv);
        using var cancelled = new CancellationTokenSource();
        var ends = new Ends(cancelled);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TableReport.WriteAsync(table.Frame, "t", table["t.html"], ends, cancelled.Token));

        Assert.Equal(["t.csv"], Directory.GetFiles(Path.GetDirectoryName(table["t.csv"])!).Select(Path.GetFileName));
    }

    [Fact]
    public async Task How_far_it_is_is_told_up_to_the_end()
    {
        await using var table = await Table.OfAsync(Csv);
        var shares = new List<double>();

        await TableReport.CompareAsync(table.Frame, "a", table.Frame, "b", table["t.html"], new Hears(shares), TestContext.Current.CancellationToken);

        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
    }

    private sealed class Ends(CancellationTokenSource source) : IProgress<double>
    {
        public void Report(double value) => source.Cancel();
    }

    private sealed class Hears(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
