using System.Diagnostics;
using System.Globalization;
using Grid.Dashboard.Pages;
using Grid.Dashboard.Tests.Browsers;

namespace Grid.Dashboard.Tests;

/// <summary>What it costs that a page is open: printed for whoever asks, and held against no bound here, as the machine may be busy.</summary>
public sealed class CostTests(DashboardCluster cluster)
{
    private const string Seconds = "GRID_DASHBOARD_COST";
    private const int Rounds = 3;

    [Fact]
    public async Task What_a_page_costs_that_is_open()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(Seconds) is null, $"{Seconds} says how many seconds each page is looked at, three times");
        Assert.SkipWhen(cluster.Browser is null, "there is no chromium (apt-get install chromium)");
        var each = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable(Seconds)!, CultureInfo.InvariantCulture));
        var frame = await cluster.Grid.OpenDatasetAsync("trips", Test.Token);
        var pages = new (string Name, string? Path)[] { ("none", null), ("cluster", ""), ("work", "work"), ("datasets", "datasets"), ("dataset", DatasetPage.Address("trips")), ("ask", "ask"), ("studies", "studies") };
        var found = pages.ToDictionary(p => p.Name, _ => new List<(double Silo, double Others, double Query)>());
        // The pages' application comes up with the first look, and is compiled as it is used.
        foreach (var (_, path) in pages.Where(p => p.Path is not null))
        {
            await using var page = await cluster.OpenAsync(path!);
            await page.Find("h1").WaitForAsync();
            await Task.Delay(3_000, Test.Token);
        }
        for (int round = 0; round < Rounds; round++)
        {
            foreach (var (name, path) in pages)
            {
                await using var page = path is null ? null : await cluster.OpenAsync(path);
                await Task.Delay(2_000, Test.Token);
                found[name].Add(await MeasureAsync(each, frame));
            }
        }
        foreach (var (name, costs) in found)
            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-10} its silo {Median(costs, c => c.Silo):0.00} % of a core, the two others {Median(costs, c => c.Others):0.00} %; a query {Median(costs, c => c.Query):0.0} ms"));
    }

    // First with nothing asked, and then the median of queries that nobody has asked before.
    private async Task<(double Silo, double Others, double Query)> MeasureAsync(TimeSpan time, GridFrame frame)
    {
        var before = Times();
        var clock = Stopwatch.StartNew();
        await Task.Delay(time, Test.Token);
        double seconds = clock.Elapsed.TotalSeconds;
        var after = Times();
        var queries = new List<double>();
        for (int i = 0; i < 40; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await frame.GroupBy("vendor").AggregateAsync([$"sum(fare * {Random.Shared.NextDouble().ToString("R", CultureInfo.InvariantCulture)}) as s"], Test.Token);
            queries.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        double[] shares = [.. before.Zip(after, (b, a) => 100 * (a - b) / seconds)];
        return (shares[0], shares.Skip(1).Sum(), queries.Order().ElementAt(20));
    }

    private double[] Times() => [.. cluster.Cluster.Leases.Select(lease =>
    {
        using var process = Process.GetProcessById(lease.Process);
        return process.TotalProcessorTime.TotalSeconds;
    })];

    private static double Median(List<(double Silo, double Others, double Query)> all, Func<(double Silo, double Others, double Query), double> figure) => all.Select(figure).Order().ElementAt(all.Count / 2);
}
