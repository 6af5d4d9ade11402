using System.CommandLine;
using System.Globalization;
using System.Text;
using Arrow.Flight.Foreign;
using Grid.Cli;
using Grid.Client;

namespace Grid.Benchmarks;

/// <summary><c>flight</c>: rows put and read by Arrow Flight, by clients that share no code with Grid, beside the same bytes without it.</summary>
internal static class FlightCommand
{
    private const string Dataset = "four";
    private const string Call = "arrow.flight.protocol.FlightService/DoGet";
    private const long Memory = 2L << 30;
    private const int WarmUps = 3;

    public static Command Create()
    {
        var rows = new Option<int>("--rows") { Description = "rows of four columns", DefaultValueFactory = _ => 10_000_000 };
        var repeats = new Option<int>("--repeats") { Description = "how often they are read", DefaultValueFactory = _ => 5 };
        var output = new Option<string?>("--output") { Description = "the file to write the table to; else one in results/ named by date and processor" };
        var command = new Command("flight", "Measures the door of Arrow Flight: a table put, and read by one stream and by several, beside the same bytes without Grid; writes the table to results/.") { rows, repeats, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            var machine = Machine.Measure();
            string folder = Path.Combine(Path.GetTempPath(), $"grid-flight-{Environment.ProcessId}");
            try
            {
                await ClusterControl.StartAsync(folder, 1, new SiloResources(Memory, machine.Cores), cancellation);
                await using var grid = await GridClient.ConnectAsync(folder, cancellation);
                string text = await RunAsync(grid, folder, machine, parsed.GetValue(rows), parsed.GetValue(repeats), cancellation);
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

    private static async Task<string> RunAsync(GridClient grid, string folder, Machine machine, int rows, int repeats, CancellationToken cancellation)
    {
        var status = await grid.StatusAsync(cancellation);
        using var client = new FlightReader(status.Flight!, status.FlightToken!);
        using var plain = new PlainReader(status.Flight!, status.FlightToken!);
        using var clock = new TransferClock(status.Silos[0].Process);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Rows by Arrow Flight, {DateTime.Today:yyyy-MM-dd}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{machine.Processor}, {machine.Cores} cores, {Report.Gigabytes(machine.MemoryBytes)} of memory; {machine.System}; .NET {Environment.Version}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"{rows:N0} rows of four columns (int64, float64), one silo and one client over loopback, which share the cores. Bytes are those of the batches' bodies; a figure is the median after {WarmUps} reads that are not counted, with the least and the greatest; CPU is the server's, and the client's.").AppendLine();
        text.AppendLine("| | MB/s | MB per second of the server's CPU | of the client's |").AppendLine("|---|---:|---:|---:|");
        Row(text, "put, and loaded", [await clock.MeasureAsync(() => client.PutAsync(Dataset, FlightTable.Of(rows), cancellation))]);
        var whole = await client.TicketsAsync($$"""{"dataset":"{{Dataset}}"}""", cancellation);
        var parted = await client.TicketsAsync($$"""{"dataset":"{{Dataset}}","streams":{{machine.Cores}}}""", cancellation);
        var half = await client.TicketsAsync($$"""{"dataset":"{{Dataset}}","where":"c < 128"}""", cancellation);
        (string Title, Func<Task<long>> Read)[] reads =
        [
            ("read, one stream, by HTTP/2 into memory that is used again", () => PlainAsync(whole)),
            ("read, a stream a core", () => PlainAsync(parted)),
            ("read, half the rows by a filter", () => PlainAsync(half)),
            ("read, one stream, by gRPC's library for .NET into messages of protobuf", () => client.ReadAsync(whole, cancellation)),
        ];
        await RowsAsync(text, clock, reads, repeats);
        using (var bare = await BareStream.StartAsync(32L * rows, cancellation))
        {
            using var bareClock = new TransferClock(bare.Process);
            await RowsAsync(text, bareClock, [("without Grid: as many bytes that lie ready, by HTTP/2 from Kestrel", () => bare.ReadFramesAsync(cancellation)), ("without Grid: as many bytes, over a bare socket", () => bare.ReadSocketAsync(cancellation))], repeats);
        }
        return text.AppendLine().AppendLine(await FlightCheck.RunAsync(grid, folder, Dataset, whole[0], cancellation)).ToString();

        async Task<long> PlainAsync(IReadOnlyList<Ticket> tickets) =>
            (await Task.WhenAll(tickets.Select(ticket => Task.Run(() => plain.ReadAsync(Call, ticket, null, cancellation), cancellation)))).Sum();
    }

    private static async Task RowsAsync(StringBuilder text, TransferClock clock, IReadOnlyList<(string Title, Func<Task<long>> Read)> reads, int repeats)
    {
        foreach (var (title, read) in reads)
        {
            // Both sides compile what is called often once more: that is no part of a rate.
            for (int i = 0; i < WarmUps; i++)
                await read();
            var all = new List<FlightTransfer>();
            for (int i = 0; i < repeats; i++)
                all.Add(await clock.MeasureAsync(read));
            Row(text, title, all);
        }
    }

    private static void Row(StringBuilder text, string title, IReadOnlyList<FlightTransfer> transfers)
    {
        string Per(Func<FlightTransfer, double> seconds) => Figures([.. transfers.Select(t => t.Bytes / 1e6 / Math.Max(0.001, seconds(t))).Order()]);
        string row = $"| {title} | {Per(t => t.Seconds)} | {Per(t => t.ServerSeconds)} | {Per(t => t.ClientSeconds)} |";
        text.AppendLine(row);
        Console.Error.WriteLine(row);
    }

    private static string Figures(double[] sorted) => sorted.Length == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{sorted[0]:N0}")
        : string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:N0} ({sorted[0]:N0}–{sorted[^1]:N0})");
}
