using System.Globalization;
using System.Text;

namespace Grid.Benchmarks;

/// <summary>Lays out what <c>handover</c> measured.</summary>
internal sealed class HandoverReport(Machine machine, int rows, int repeats, string? remark)
{
    private const double Micro = 1e6;

    private readonly StringBuilder _text = new();

    public string Of(IReadOnlyList<HandoverRun> runs, IReadOnlyList<HandoverKernels> kernels, IReadOnlyList<(string Title, HandoverTime Time)> frames)
    {
        Line($"# Batches handed over, {DateTime.Today:yyyy-MM-dd}\n");
        Line($"{machine.Processor}, {machine.Cores} cores, {machine.MemoryBytes >> 30} GiB, which all cores together copy at {Report.Gigabytes(machine.CopyBytesPerSecond)}/s; {machine.System}; .NET {Environment.Version}, Apache.Arrow {typeof(Apache.Arrow.RecordBatch).Assembly.GetName().Version?.ToString(3)}.");
        Line($"Made by `dotnet run -c Release --project tests/Grid.Benchmarks -- handover`: batches of {rows:N0} rows. Microseconds of the processor, the median of {repeats} rounds in which all ways had their turn, and bytes allocated by one call, of the collector's memory and of Apache.Arrow's allocator. A ratio is to the first way. {remark}\n");
        Line($"## Handed out: a batch of Grid's as one of Apache.Arrow's\n");
        Table(["the same memory", "its buffers copied", "by the library's builders"], runs.Select(run => (run.Title, run.Bytes, run.Out)));
        Line($"## Taken in: a batch of Apache.Arrow's, checked, as one of Grid's\n");
        Table(["managed memory, as it lies", "memory of the library's builders", "managed memory, its buffers copied first"], runs.Select(run => (run.Title, run.Bytes, run.In)));
        Line($"## The same loop over both\n");
        Line($"| | Grid's column, µs | spans of Apache.Arrow's array, µs | ratio | the array's accessors, value by value, µs | ratio |\n|---|---:|---:|---:|---:|---:|");
        foreach (var kernel in kernels)
            Line($"| {kernel.Title} | {Micros(kernel.Times[0])} | {Micros(kernel.Times[1])} | {Ratio(kernel.Times[1], kernel.Times[0])} | {Micros(kernel.Times[2])} | {Ratio(kernel.Times[2], kernel.Times[0])} |");
        Line($"\n## By the SDK: the trips out of a frame in memory, and into one\n\n| | µs | bytes allocated |\n|---|---:|---:|");
        foreach (var (title, time) in frames)
            Line($"| {title} | {Micros(time)} | {time.Managed + time.Native:N0} |");
        return _text.ToString();
    }

    private void Table(string[] ways, IEnumerable<(string Title, long Bytes, IReadOnlyList<HandoverTime> Times)> rows)
    {
        Line($"| | bytes | {ways[0]}, µs | allocated | {ways[1]}, µs | allocated | ratio | {ways[2]}, µs | allocated | ratio |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (title, bytes, times) in rows)
            Line($"| {title} | {bytes:N0} | {Figures(times[0])} | {Figures(times[1])} | {Ratio(times[1], times[0])} | {Figures(times[2])} | {Ratio(times[2], times[0])} |");
        Line($"");
    }

    private static string Figures(HandoverTime time) => string.Create(CultureInfo.InvariantCulture, $"{Micros(time)} | {time.Managed + time.Native:N0}");

    private static string Micros(HandoverTime time) => (time.Seconds.Median * Micro).ToString(time.Seconds.Median * Micro < 100 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    private static string Ratio(HandoverTime time, HandoverTime to) => (time.Seconds.Median / to.Seconds.Median).ToString(time.Seconds.Median / to.Seconds.Median < 100 ? "0.00" : "N0", CultureInfo.InvariantCulture);

    private void Line(FormattableString text) => _text.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
