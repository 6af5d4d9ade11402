using System.CommandLine;
using Grid.Samples;

namespace Grid.Benchmarks;

/// <summary><c>crowd</c>: what many silos and many partitions cost on one machine.</summary>
internal static class CrowdCommand
{
    public static Command Create()
    {
        var silos = new Option<int>("--silos") { Description = "silos of the cluster", DefaultValueFactory = _ => 16 };
        var left = new Option<int>("--left") { Description = "silos that are left when the others have been asked to end", DefaultValueFactory = _ => 4 };
        var partitions = new Option<int>("--partitions") { Description = "partitions of the trips, about", DefaultValueFactory = _ => 10_000 };
        var rows = new Option<long>("--rows") { Description = "trips", DefaultValueFactory = _ => 2_000_000 };
        var data = new Option<string>("--data") { Description = "where the trips are kept", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "grid-benchmarks") };
        var output = new Option<string?>("--output") { Description = "the file to write the table to; else one in results/ named by date and processor" };
        var command = new Command("crowd", "Measures many silos that form, load, answer and scale down, and writes the table to results/.") { silos, left, partitions, rows, data, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var machine = Machine.Measure();
                var trips = await TaxiData.MakeAsync(parsed.GetValue(data)!, parsed.GetValue(rows), 4, cancellation);
                var run = new CrowdRun(trips, parsed.GetValue(silos), parsed.GetValue(left), parsed.GetValue(partitions), Console.Error);
                string text = new CrowdReport(machine, trips, DateTime.Today).Write(await run.RunAsync(cancellation));
                await ReportFile.WriteAsync(text, parsed.GetValue(output), machine, "crowd-", cancellation);
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
