using System.CommandLine;
using Grid.Samples;

namespace Grid.Benchmarks;

/// <summary><c>scale</c>: what 2, 4, 8 and 16 silos cost on one machine, by the same table and the same questions.</summary>
internal static class ScaleCommand
{
    public static Command Create()
    {
        var silos = new Option<int[]>("--silos") { Description = "silos of each cluster", DefaultValueFactory = _ => [2, 4, 8, 16], AllowMultipleArgumentsPerToken = true };
        var partitions = new Option<int>("--partitions") { Description = "partitions of the trips, about", DefaultValueFactory = _ => 10_000 };
        var rows = new Option<long>("--rows") { Description = "trips", DefaultValueFactory = _ => 2_000_000 };
        var calls = new Option<int>("--calls") { Description = "calls and queries that are timed, of each kind", DefaultValueFactory = _ => 100 };
        var data = new Option<string>("--data") { Description = "where the trips are kept", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "grid-benchmarks") };
        var output = new Option<string?>("--output") { Description = "the file to write the table to; else one in results/ named by date and processor" };
        var command = new Command("scale", "Measures clusters of ever more silos: formation, calls, and queries over many partitions; writes the table to results/.") { silos, partitions, rows, calls, data, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var machine = Machine.Measure();
                var trips = await TaxiData.MakeAsync(parsed.GetValue(data)!, parsed.GetValue(rows), 4, cancellation);
                var measured = new List<ScaleMeasurements>();
                foreach (int count in parsed.GetValue(silos)!)
                    measured.Add(await new ScaleRun(trips, count, parsed.GetValue(partitions), parsed.GetValue(calls), Console.Error).RunAsync(cancellation));
                await ReportFile.WriteAsync(new ScaleReport(machine, trips, DateTime.Today).Write(measured), parsed.GetValue(output), machine, "scale-", cancellation);
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
