using System.Diagnostics;
using Grid.Abstractions;
using Grid.Cli;
using Grid.Client;
using Grid.Grains;
using Grid.Query;

namespace Grid.Benchmarks;

/// <summary>
/// Runs both sides in turns: a grid in this process, and one of silo processes that are reached over loopback, each with as
/// many compute threads as there are cores, as is the default. A start is cold in that the process is new; the program's files are in the
/// system's cache, as the first start is not counted.
/// </summary>
internal sealed class ClusterComparison(TaxiData trips, int silos, int threads, int starts, int calls, int asks, TextWriter told)
{
    private const int Batches = 5;
    private const int UnderWay = 64;
    private const long Memory = 1L << 30;
    private static readonly double[] Percentiles = [0.01, 0.25, 0.5, 0.75, 0.99];

    public async Task<ClusterMeasurements> RunAsync(CancellationToken cancellation)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"grid-cluster-{Guid.NewGuid():N}");
        try
        {
            var (inProcess, cold) = await StartsAsync(folder, cancellation);
            string cluster = Path.Combine(folder, "cluster");
            await ClusterControl.StartAsync(cluster, silos - 1, new SiloResources(Memory, threads), cancellation);
            var join = await TimeAsync(() => ClusterControl.StartAsync(cluster, 1, new SiloResources(Memory, threads), cancellation));
            var (own, theirs) = await CallsAsync(cluster, cancellation);
            var (describes, load, same) = await DescribesAsync(cluster, cancellation);
            return new ClusterMeasurements(
                new ClusterMeasurement("from nothing until an answer", inProcess, cold), Spread.Of([join]),
                [new ClusterMeasurement("a call of a grain, median", own.Median, theirs.Median), new ClusterMeasurement("a call of a grain, 99th percentile", own.Slow, theirs.Slow)],
                new ClusterMeasurement($"calls per second, {UnderWay} under way", own.Rate, theirs.Rate), describes, load, same);
        }
        finally
        {
            foreach (string cluster in Directory.Exists(folder) ? Directory.GetDirectories(folder) : [])
                await ClusterControl.StopAsync(cluster, null, CancellationToken.None);
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<(Spread InProcess, Spread Cold)> StartsAsync(string folder, CancellationToken cancellation)
    {
        await told.WriteLineAsync($"{starts} cold starts");
        var (inProcess, cold) = (new List<double>(), new List<double>());
        for (int i = 0; i <= starts; i++)
        {
            double own = await TimeAsync(async () =>
            {
                await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = threads }, cancellation);
                await grid.DatasetsAsync(cancellation);
            });
            string cluster = Path.Combine(folder, $"start{i}");
            double theirs = await TimeAsync(async () =>
            {
                await ClusterControl.StartAsync(cluster, 1, new SiloResources(Memory, threads), cancellation);
                await using var grid = await GridClient.ConnectAsync(cluster, cancellation);
                await grid.DatasetsAsync(cancellation);
            });
            await ClusterControl.StopAsync(cluster, null, cancellation);
            if (i > 0)
            {
                inProcess.Add(own);
                cold.Add(theirs);
            }
        }
        return (Spread.Of(inProcess), Spread.Of(cold));
    }

    private async Task<(CallTimes Own, CallTimes Theirs)> CallsAsync(string cluster, CancellationToken cancellation)
    {
        await told.WriteLineAsync($"{Batches} × {calls} calls of a grain");
        await using var silo = OrleansSilo.Start(
            new OrleansSiloOptions(), services => services.AddGridSilo(new GridSiloOptions { Threads = threads }));
        await using var client = OrleansClient.Connect(cluster);
        var own = new List<double[]>();
        var theirs = new List<double[]>();
        for (int batch = 0; batch <= Batches; batch++)
        {
            var (mine, other) = (await CallAsync(silo.GrainFactory, cancellation), await CallAsync(client.GrainFactory, cancellation));
            if (batch == 0)
                continue;
            own.Add(mine);
            theirs.Add(other);
        }
        return (CallTimes.Of(own), CallTimes.Of(theirs));
    }

    // The median and the 99th percentile of calls one after the other, and the rate of many at once.
    private async Task<double[]> CallAsync(IGrainFactory grains, CancellationToken cancellation)
    {
        var grain = grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key);
        var times = new double[calls];
        for (int i = 0; i < calls; i++)
            times[i] = await TimeAsync(() => grain.ListAsync(cancellation));
        Array.Sort(times);
        int left = calls * 4;
        double all = await TimeAsync(() => Task.WhenAll(Enumerable.Range(0, UnderWay).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                await grain.ListAsync(cancellation);
        })));
        return [times[calls / 2], times[(int)(calls * 0.99)], calls * 4 / all];
    }

    private async Task<(IReadOnlyList<ClusterMeasurement> Describes, ClusterMeasurement Load, bool SameAnswer)> DescribesAsync(string cluster, CancellationToken cancellation)
    {
        await told.WriteLineAsync($"describes {trips.Rows:N0} trips {asks} times");
        await using var here = await GridClient.OpenAsync(new GridOptions { Threads = threads }, cancellation);
        await using var there = await GridClient.ConnectAsync(cluster, cancellation);
        GridFrame own = null!, theirs = null!;
        double ownLoad = await TimeAsync(async () => own = await (await here.ReadCsvAsync(trips.Folder, null, cancellation)).PersistAsync(null, cancellation));
        double theirLoad = await TimeAsync(async () => theirs = await (await there.LoadCsvAsync("trips", [trips.Folder], null, cancellation)).PersistAsync(null, cancellation));
        var (ownFirst, answer) = await DescribeAsync(own, cancellation);
        var (theirFirst, same) = await DescribeAsync(theirs, cancellation);
        bool isSame = answer.AsSpan().SequenceEqual(same);
        var (ownNext, theirNext) = (new List<double>(), new List<double>());
        // Other percentiles each time: nothing that was computed for the last answer is the next one.
        for (int i = 1; i <= asks; i++)
        {
            var question = new DescribeQuestion(null, [.. Percentiles.Select(p => p * (1 - (0.001 * i)))]);
            ownNext.Add(await TimeAsync(() => own.AskAsync(question, null, cancellation)));
            theirNext.Add(await TimeAsync(() => theirs.AskAsync(question, null, cancellation)));
        }
        return (
            [new ClusterMeasurement("describe, the first", Spread.Of([ownFirst]), Spread.Of([theirFirst])), new ClusterMeasurement("describe, the next", Spread.Of(ownNext), Spread.Of(theirNext))],
            new ClusterMeasurement("load", Spread.Of([ownLoad]), Spread.Of([theirLoad])), isSame);
    }

    private static async Task<(double Seconds, byte[] Answer)> DescribeAsync(GridFrame frame, CancellationToken cancellation)
    {
        Answer answer = null!;
        double seconds = await TimeAsync(async () => answer = await frame.DescribeAsync(percentiles: Percentiles, cancellation: cancellation));
        return (seconds, new Encoded<Answer>(answer).Bytes);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
