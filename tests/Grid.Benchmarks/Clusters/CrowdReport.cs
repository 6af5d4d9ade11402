using System.Text;

namespace Grid.Benchmarks;

/// <summary>Writes what the crowd of silos took as Markdown.</summary>
internal sealed class CrowdReport(Machine machine, TaxiData trips, DateTime date)
{
    public string Write(CrowdMeasurements measured)
    {
        var text = new StringBuilder();
        text.AppendLine(FormattableString.Invariant($"# {measured.Silos} silos and {measured.Partitions:N0} partitions on one machine, {date:yyyy-MM-dd}"));
        text.AppendLine();
        text.AppendLine($"{machine.Processor}, {machine.Cores} cores, {Report.Gigabytes(machine.MemoryBytes)} of memory; {machine.System}; .NET {Environment.Version}.");
        text.AppendLine("Silos of one compute thread each, in a folder's cluster; they share the cores.");
        text.AppendLine(FormattableString.Invariant($"{trips.Rows:N0} trips, {trips.Bytes / 1e6:N0} MB of CSV (`{trips.Recipe}`). One process, all silos and those that were left gave {(measured.SameAnswers ? "the same answers to the bit" : "NOT the same answers")}."));
        text.AppendLine();
        text.AppendLine($"| | {measured.Silos} silos | {measured.Left} left |");
        text.AppendLine("|---|---:|---:|");
        text.AppendLine(FormattableString.Invariant($"| formation, from nothing until all take work | {measured.Formation:0.0} s | – |"));
        text.AppendLine($"| memory of a silo that holds nothing | {Megabytes(measured.Idle)} | – |");
        text.AppendLine(FormattableString.Invariant($"| load | {measured.Load:0.0} s | – |"));
        foreach (var (title, all, left) in measured.Asks)
            text.AppendLine(FormattableString.Invariant($"| {title}, the first | {all:0.00} s | {left:0.00} s |"));
        text.AppendLine($"| memory of a silo, loaded and asked | {Megabytes(measured.Held)} | – |");
        text.AppendLine(FormattableString.Invariant($"| {measured.Silos - measured.Left} silos hand over and end | {measured.ScaleDown:0.0} s | – |"));
        return text.ToString();
    }

    private static string Megabytes(Spread bytes) => FormattableString.Invariant($"{bytes.Median / 1e6:0} MB ({bytes.Least / 1e6:0}–{bytes.Greatest / 1e6:0})");
}
