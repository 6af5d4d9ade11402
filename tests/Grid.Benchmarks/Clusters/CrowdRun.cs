using System.Diagnostics;
using Grid.Abstractions;
using Grid.Cli;
using Grid.Client;
using Grid.Query;
using Grid.Sources;

namespace Grid.Benchmarks;

/// <summary>Forms a cluster of many silos, loads a table of many small partitions, asks, ends most of the silos, and asks again.</summary>
internal sealed class CrowdRun(TaxiData trips, int silos, int left, int partitions, TextWriter told)
{
    private const long Memory = 512 << 20;

    // Of one kind each: a scan that knows its answer, one that counts, one that groups.
    private static readonly (string Title, Func<GridFrame, CancellationToken, Task<Answer>> Ask)[] Questions =
    [
        ("describe", async (frame, cancellation) => await frame.DescribeAsync(cancellation: cancellation)),
        ("missing values", async (frame, cancellation) => await frame.AskAsync(new MissingQuestion(null), null, cancellation)),
        ("describe where fare_amount > 10", async (frame, cancellation) => await frame.Filter("fare_amount > 10").DescribeAsync(cancellation: cancellation)),
    ];

    public async Task<CrowdMeasurements> RunAsync(CancellationToken cancellation)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"grid-crowd-{Guid.NewGuid():N}");
        var options = new CsvOptions { SplitBytes = trips.Bytes / partitions };
        var expected = await AloneAsync(options, cancellation);
        try
        {
            await told.WriteLineAsync($"{silos} silos");
            double formation = await TimeAsync(() => ClusterControl.StartAsync(folder, silos, new SiloResources(Memory, 1), cancellation));
            var idle = MemoryOf(folder);
            await using var grid = await GridClient.ConnectAsync(folder, cancellation);
            await told.WriteLineAsync($"loads {trips.Rows:N0} trips in about {partitions:N0} partitions");
            GridFrame frame = null!;
            double load = await TimeAsync(async () => frame = await (await grid.LoadCsvAsync("trips", [trips.Folder], options, cancellation)).PersistAsync(null, cancellation));
            int held = (await grid.StatusAsync(cancellation)).Datasets.Single().PartitionsHeld;
            var all = await AskAsync(frame, cancellation);
            var loaded = MemoryOf(folder);
            await told.WriteLineAsync($"ends {silos - left} silos");
            var ending = ClusterControl.Silos(folder).Skip(left).Select(s => s.Process).ToHashSet();
            double down = await TimeAsync(() => ClusterControl.StopAsync(folder, ending, cancellation));
            var few = await AskAsync(frame, cancellation);
            bool same = all.Zip(few, expected).All(a => a.First.Bits.AsSpan().SequenceEqual(a.Third) && a.Second.Bits.AsSpan().SequenceEqual(a.Third));
            return new CrowdMeasurements(
                silos, left, held, formation, idle, load, loaded,
                [.. Questions.Select((q, i) => (q.Title, all[i].Seconds, few[i].Seconds))], down, same);
        }
        finally
        {
            await ClusterControl.StopAsync(folder, null, CancellationToken.None);
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<byte[][]> AloneAsync(CsvOptions options, CancellationToken cancellation)
    {
        await using var grid = await GridClient.OpenAsync(cancellation: cancellation);
        var frame = await (await grid.ReadCsvAsync(trips.Folder, options, cancellation)).PersistAsync(null, cancellation);
        return [.. (await AskAsync(frame, cancellation)).Select(a => a.Bits)];
    }

    private static async Task<(double Seconds, byte[] Bits)[]> AskAsync(GridFrame frame, CancellationToken cancellation)
    {
        var asked = new List<(double, byte[])>();
        foreach (var (_, ask) in Questions)
        {
            Answer answer = null!;
            double seconds = await TimeAsync(async () => answer = await ask(frame, cancellation));
            asked.Add((seconds, new Encoded<Answer>(answer).Bytes));
        }
        return [.. asked];
    }

    private static Spread MemoryOf(string folder) => Spread.Of([.. ClusterControl.Silos(folder).Select(silo =>
    {
        using var process = Process.GetProcessById(silo.Process);
        return (double)process.WorkingSet64;
    })]);

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
