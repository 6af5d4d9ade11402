using System.Diagnostics;
using Grid.Cli;
using Grid.Client;
using Grid.Sources;

namespace Grid.Benchmarks;

/// <summary>Forms a cluster, loads a table of many partitions, and times calls and queries.</summary>
internal sealed class ScaleRun(TaxiData trips, int silos, int partitions, int calls, TextWriter told)
{
    private const long Memory = 512 << 20;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public async Task<ScaleMeasurements> RunAsync(CancellationToken cancellation)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"grid-scale-{Guid.NewGuid():N}");
        try
        {
            await told.WriteLineAsync($"{silos} silos");
            double formation = await TimeAsync(() => ClusterControl.StartAsync(folder, silos, new SiloResources(Memory, 1), cancellation));
            var idle = Spread.Of([.. Processes(folder, process => process.WorkingSet64)]);
            await using var grid = await GridClient.ConnectAsync(folder, cancellation);
            GridFrame frame = null!;
            double load = await TimeAsync(async () => frame = await (await grid.LoadCsvAsync("trips", [trips.Folder], new CsvOptions { SplitBytes = trips.Bytes / partitions }, cancellation)).PersistAsync(null, cancellation));
            int held = (await grid.StatusAsync(cancellation)).Datasets.Single().PartitionsHeld;
            await told.WriteLineAsync($"asks {held:N0} partitions");
            var call = await TimesAsync(() => grid.DatasetsAsync(cancellation));
            var query = await TimesAsync(() => frame.Filter("fare_amount > 10").DescribeAsync(["fare_amount"], cancellation: cancellation));
            // Code that has been called often is compiled anew for a while.
            await Task.Delay(Settling, cancellation);
            double before = ProcessorSeconds(folder);
            await Task.Delay(Rest, cancellation);
            double rest = (ProcessorSeconds(folder) - before) / Rest.TotalSeconds / silos;
            return new ScaleMeasurements(silos, held, formation, idle, rest, load, call, query);
        }
        finally
        {
            await ClusterControl.StopAsync(folder, null, CancellationToken.None);
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<(double Median, double Slow)> TimesAsync(Func<Task> ask)
    {
        // Connections are opened, and code is compiled.
        for (int i = 0; i < calls / 10; i++)
            await ask();
        double[] seconds = new double[calls];
        for (int i = 0; i < calls; i++)
            seconds[i] = await TimeAsync(ask);
        Array.Sort(seconds);
        return (seconds[calls / 2], seconds[calls * 99 / 100]);
    }

    private static double ProcessorSeconds(string folder) => Processes(folder, process => process.TotalProcessorTime.TotalSeconds).Sum();

    private static double[] Processes(string folder, Func<Process, double> measure) => [.. ClusterControl.Silos(folder).Select(silo =>
    {
        using var process = Process.GetProcessById(silo.Process);
        return measure(process);
    })];

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
