using System.CommandLine;
using System.Globalization;
using System.Text;
using Grid.Cli;
using Grid.Client;

namespace Grid.Benchmarks;

/// <summary><c>flight</c>: rows put and read by Arrow Flight, by a client that has gRPC's own messages.</summary>
internal static class FlightCommand
{
    private const string Dataset = "four";
    private const long Memory = 2L << 30;

    public static Command Create()
    {
        var rows = new Option<int>("--rows") { Description = "rows of four columns", DefaultValueFactory = _ => 10_000_000 };
        var repeats = new Option<int>("--repeats") { Description = "how often they are read", DefaultValueFactory = _ => 5 };
        var output = new Option<string?>("--output") { Description = "the file to write the table to; else one in results/ named by date and processor" };
        var command = new Command("flight", "Measures the door of Arrow Flight: a table put, and read by one stream and by several; writes the table to results/.") { rows, repeats, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            var machine = Machine.Measure();
            string folder = Path.Combine(Path.GetTempPath(), $"grid-flight-{Environment.ProcessId}");
            try
            {
                await ClusterControl.StartAsync(folder, 1, new SiloResources(Memory, machine.Cores), cancellation);
                await using var grid = await GridClient.ConnectAsync(folder, cancellation);
                var status = await grid.StatusAsync(cancellation);
                using var client = new FlightReader(status.Flight!, status.FlightToken!, status.Silos[0].Process);
                string text = await RunAsync(client, machine, parsed.GetValue(rows), parsed.GetValue(repeats), cancellation);
                await ReportFile.WriteAsync(text, parsed.GetValue(output), machine, "flight-", cancellation);
                return 0;
            }
            catch (ClusterException fault)
            {
                await Console.Error.WriteLineAsync(fault.Message);
                return 2;
            }
            finally
            {
                await ClusterControl.StopAsync(folder, null, CancellationToken.None);
                Directory.Delete(folder, recursive: true);
            }
        });
        return command;
    }

    private static async Task<string> RunAsync(FlightReader client, Machine machine, int rows, int repeats, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Rows by Arrow Flight, {DateTime.Today:yyyy-MM-dd}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{machine.Processor}, {machine.Cores} cores, {Report.Gigabytes(machine.MemoryBytes)} of memory; {machine.System}; .NET {Environment.Version}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"{rows:N0} rows of four columns (int64, float64), one silo and one client in C# over loopback, which share the cores. Bytes are those of the batches' bodies; a figure is the median, with the least and the greatest; CPU is the silo's.").AppendLine();
        text.AppendLine("| | MB/s | MB per second of the silo's CPU |").AppendLine("|---|---:|---:|");
        Row(text, "put, and loaded", [await client.PutAsync(Dataset, FlightTable.Of(rows), cancellation)]);
        foreach (var (title, command) in new[]
        {
            ("read, one stream", $$"""{"dataset":"{{Dataset}}"}"""),
            ("read, a stream a core", $$"""{"dataset":"{{Dataset}}","streams":{{machine.Cores}}}"""),
            ("read, half the rows", $$"""{"dataset":"{{Dataset}}","where":"c < 128"}"""),
        })
        {
            var read = new List<FlightTransfer>();
            for (int i = 0; i < repeats; i++)
                read.Add(await client.ReadAsync(command, cancellation));
            Row(text, title, read);
        }
        return text.ToString();
    }

    private static void Row(StringBuilder text, string title, IReadOnlyList<FlightTransfer> transfers)
    {
        double[] rates = [.. transfers.Select(t => t.Bytes / 1e6 / t.Seconds).Order()], loads = [.. transfers.Select(t => t.Bytes / 1e6 / t.SiloSeconds).Order()];
        text.AppendLine(CultureInfo.InvariantCulture, $"| {title} | {Figures(rates)} | {Figures(loads)} |");
    }

    private static string Figures(double[] sorted) => sorted.Length == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{sorted[0]:N0}")
        : string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:N0} ({sorted[0]:N0}–{sorted[^1]:N0})");
}
