using System.CommandLine;
using Grid.Samples;

namespace Grid.Benchmarks;

/// <summary><c>cluster</c>: what it costs that silos are processes of their own, beside a grid in this process.</summary>
internal static class ClusterCommand
{
    public static Command Create()
    {
        var rows = new Option<long>("--rows") { Description = "trips that are described", DefaultValueFactory = _ => 2_000_000 };
        var silos = new Option<int>("--silos") { Description = "silos of the cluster", DefaultValueFactory = _ => 3 };
        var starts = new Option<int>("--starts") { Description = "cold starts", DefaultValueFactory = _ => 7 };
        var calls = new Option<int>("--calls") { Description = "calls of a grain", DefaultValueFactory = _ => 5_000 };
        var asks = new Option<int>("--asks") { Description = "how often each side describes", DefaultValueFactory = _ => 15 };
        var data = new Option<string>("--data") { Description = "where the trips are kept", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "grid-benchmarks") };
        var output = new Option<string?>("--output") { Description = "the file to write the table to; else one in results/ named by date and processor" };
        var command = new Command("cluster", "Measures silos in processes of their own beside a grid in this process, and writes the table to results/.") { rows, silos, starts, calls, asks, data, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var machine = Machine.Measure();
                var trips = await TaxiData.MakeAsync(parsed.GetValue(data)!, parsed.GetValue(rows), 4, cancellation);
                var comparison = new ClusterComparison(
                    trips, parsed.GetValue(silos), machine.Cores, parsed.GetValue(starts), parsed.GetValue(calls), parsed.GetValue(asks), Console.Error);
                string text = new ClusterReport(machine, trips, parsed.GetValue(silos), DateTime.Today).Write(await comparison.RunAsync(cancellation));
                await ReportFile.WriteAsync(text, parsed.GetValue(output), machine, "cluster-", cancellation);
                return 0;
            }
            catch (Exception fault) when (fault is PeerException or SampleException or ClusterException)
            {
                await Console.Error.WriteLineAsync(fault.Message);
                return 2;
            }
        });
        return command;
    }
}
