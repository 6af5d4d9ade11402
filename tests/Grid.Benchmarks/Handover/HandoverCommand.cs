using System.CommandLine;
using Grid.Client;
using Grid.Columns;

namespace Grid.Benchmarks;

/// <summary><c>handover</c>: what it costs that partitions hold columns of Grid's, and are Apache.Arrow's arrays when they are handed over.</summary>
internal static class HandoverCommand
{
    public static Command Create()
    {
        var rows = new Option<int>("--rows") { Description = "rows of a partition", DefaultValueFactory = _ => 1_000_000 };
        var repeats = new Option<int>("--repeats") { Description = "how often each is measured; the median is told", DefaultValueFactory = _ => 9 };
        var output = new Option<string?>("--output") { Description = "the file to write the table to; else one in results/ named by date and processor" };
        var remark = new Option<string?>("--remark") { Description = "what the reader should know of the machine at the time" };
        var command = new Command("handover", "Measures batches handed out as Apache.Arrow's and taken in from it, beside copies and that library's builders, and kernels over the memory of both.") { rows, repeats, output, remark };
        command.SetAction(async (parsed, cancellation) =>
        {
            var machine = Machine.Measure();
            var clock = new HandoverClock(parsed.GetValue(repeats));
            var trips = KernelData.Load(parsed.GetValue(rows)).Batches[0];
            var runs = new List<HandoverRun> { HandoverRun.Measure($"trips, {trips.Columns.Count} columns as they are loaded", trips, clock) };
            var kernels = new List<HandoverKernels>();
            foreach (var (title, column) in HandoverColumns.All(parsed.GetValue(rows)))
            {
                await Console.Error.WriteLineAsync(title);
                runs.Add(HandoverRun.Measure(title, RecordBatch.From(("column", column)), clock));
                if (HandoverKernels.Measure(title, column, clock) is { } kernel)
                    kernels.Add(kernel);
            }
            var frames = await FramesAsync(parsed.GetValue(rows), clock, cancellation);
            var report = new HandoverReport(machine, parsed.GetValue(rows), parsed.GetValue(repeats), parsed.GetValue(remark));
            await ReportFile.WriteAsync(report.Of(runs, kernels, frames), parsed.GetValue(output), machine, "handover-", cancellation);
        });
        return command;
    }

    // The same by the SDK, over grains: all trips out of a frame, and into one.
    private static async Task<IReadOnlyList<(string Title, HandoverTime Time)>> FramesAsync(int rows, HandoverClock clock, CancellationToken cancellation)
    {
        var trips = await TaxiData.MakeAsync(Path.Combine(Path.GetTempPath(), "grid-benchmarks"), rows, 1, cancellation);
        await using var grid = await GridClient.OpenAsync(cancellation: cancellation);
        var frame = await (await grid.ReadCsvAsync(trips.Folder, cancellation: cancellation)).PersistAsync(cancellation: cancellation);
        var encoded = await frame.CollectAsync(encoded: true, cancellation);
        string[] titles = ["`CollectAsync(encoded: true)`", "`CollectAsync()`, in plain arrays", "`FromBatchesAsync`, until its rows are in memory"];
        var times = clock.Measure(
            _ => frame.CollectAsync(encoded: true, cancellation).GetAwaiter().GetResult(),
            _ => frame.CollectAsync(encoded: false, cancellation).GetAwaiter().GetResult(),
            _ => FromBatchesAsync(grid, encoded).GetAwaiter().GetResult());
        return [.. titles.Zip(times)];
    }

    private static async Task<object?> FromBatchesAsync(GridClient grid, IReadOnlyList<Apache.Arrow.RecordBatch> batches)
    {
        var frame = await (await grid.FromBatchesAsync(batches)).PersistAsync();
        await frame.ReleaseAsync();
        return null;
    }
}
