using System.Globalization;
using System.Text;

namespace Grid.Benchmarks;

/// <summary>Writes what the cluster benchmark measured as Markdown: the machine, the data, both sides.</summary>
internal sealed class ClusterReport(Machine machine, TaxiData trips, int silos, DateTime date)
{
    private readonly StringBuilder _text = new();

    public string Write(ClusterMeasurements measured)
    {
        Line(FormattableString.Invariant($"# Silos in processes of their own beside a grid in one process, {date:yyyy-MM-dd}"));
        Line();
        Line($"{machine.Processor}, {machine.Cores} cores, {Report.Gigabytes(machine.MemoryBytes)} of memory; {machine.System}; .NET {Environment.Version}.");
        Line($"{silos} silos of {machine.Cores} compute threads each, over loopback, beside one process of {machine.Cores}; all share the same {machine.Cores} cores.");
        Line("A figure is the median, with the least and the greatest; the ratio is that of the silos to the one process.");
        Line(FormattableString.Invariant($"Both sides load and describe {trips.Rows:N0} trips, {trips.Bytes / 1e6:N0} MB of CSV in {trips.Files} files (`{trips.Recipe}`); their answers are {(measured.SameAnswer ? "the same to the bit" : "NOT the same")}."));
        Line();
        Line("| | in process | silos | ratio |");
        Line("|---|---:|---:|---:|");
        Row(measured.Starts, Time);
        Line($"| one more silo joins | – | {Cell(measured.Join, Time)} | – |");
        foreach (var call in measured.Calls)
            Row(call, Time);
        Row(measured.CallsPerSecond, rate => string.Create(CultureInfo.InvariantCulture, $"{rate:N0}"));
        Row(measured.Load, Time);
        foreach (var describe in measured.Describes)
            Row(describe, Time);
        return _text.ToString();
    }

    private void Row(ClusterMeasurement measured, Func<double, string> text) => Line(
        $"| {measured.Title} | {Cell(measured.InProcess, text)} | {Cell(measured.Silos, text)} | {Report.Figure(measured.Silos.Median / measured.InProcess.Median)} |");

    private static string Cell(Spread spread, Func<double, string> text) =>
        spread.Least == spread.Greatest ? text(spread.Median) : $"{text(spread.Median)} ({text(spread.Least)}–{text(spread.Greatest)})";

    private static string Time(double seconds) => seconds switch
    {
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
        >= 0.001 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.0} µs"),
    };

    private void Line(string line = "") => _text.AppendLine(line);
}
