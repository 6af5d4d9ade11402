using System.Text;

namespace Grid.Benchmarks;

/// <summary>Writes what clusters of ever more silos took as Markdown.</summary>
internal sealed class ScaleReport(Machine machine, TaxiData trips, DateTime date)
{
    public string Write(IReadOnlyList<ScaleMeasurements> measured)
    {
        var text = new StringBuilder();
        text.AppendLine(FormattableString.Invariant($"# Silos by number, on one machine, {date:yyyy-MM-dd}"));
        text.AppendLine();
        text.AppendLine($"{machine.Processor}, {machine.Cores} cores, {Report.Gigabytes(machine.MemoryBytes)} of memory; {machine.System}; .NET {Environment.Version}.");
        text.AppendLine("Silos of one compute thread each, in a folder's cluster; they share the cores.");
        text.AppendLine(FormattableString.Invariant($"{trips.Rows:N0} trips, {trips.Bytes / 1e6:N0} MB of CSV (`{trips.Recipe}`)."));
        text.AppendLine();
        text.AppendLine("| silos | partitions | formation | memory of a silo that holds nothing | processor of a silo that holds its share and is not asked | load | a call, p50 | p99 | a query over all partitions, p50 | p99 |");
        text.AppendLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var one in measured)
        {
            text.AppendLine(FormattableString.Invariant(
                $"| {one.Silos} | {one.Partitions:N0} | {one.Formation:0.0} s | {one.Idle.Median / 1e6:0} MB | {one.IdleSeconds:0.0 %} of a core | {one.Load:0.0} s | {one.Call.Median * 1e3:0.0} ms | {one.Call.Slow * 1e3:0.0} ms | {one.Query.Median * 1e3:0} ms | {one.Query.Slow * 1e3:0} ms |"));
        }
        return text.ToString();
    }
}
