using System.CommandLine;
using System.Globalization;
using Arrow.Flight.Foreign;
using Google.Protobuf;
using Grid.Cli;
using Grid.Client;

namespace Grid.Benchmarks;

/// <summary>What is read over the door beside what the command saves, while another client is killed in mid-stream; and what the silo holds afterwards.</summary>
internal static class FlightCheck
{
    private const string Call = "arrow.flight.protocol.FlightService/DoGet";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary><c>flight-read</c>: reads a ticket again and again, until it is killed.</summary>
    public static Command CreateReader()
    {
        Argument<string> address = new("ADDRESS"), token = new("TOKEN"), ticket = new("TICKET");
        var command = new Command("flight-read") { address, token, ticket };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellation) =>
        {
            using var reader = new PlainReader(parsed.GetValue(address)!, parsed.GetValue(token)!);
            var asked = Ticket.Parser.ParseFrom(Convert.FromHexString(parsed.GetValue(ticket)!));
            bool told = false;
            while (true)
            {
                await reader.ReadAsync(Call, asked, (_, body) =>
                {
                    if (!told && body.Length > 0)
                        Console.WriteLine("reads");
                    told |= body.Length > 0;
                }, cancellation);
            }
        });
        return command;
    }

    /// <summary>Compares, and says in a paragraph what was seen.</summary>
    public static async Task<string> RunAsync(GridClient grid, string folder, string dataset, Ticket ticket, CancellationToken cancellation)
    {
        var status = await grid.StatusAsync(cancellation);
        long before = status.Silos[0].Bytes;
        string saved = Path.Combine(folder, "saved.arrow");
        using var console = new StringWriter();
        int code = await GridCommand.RunAsync(["save", dataset, saved, "--cluster", folder], CliConsole.Of(console, console, Stream.Null), cancellation);
        if (code != 0)
            throw new InvalidOperationException($"grid save: {console}");

        using var killed = OwnProcess.Start("flight-read", status.Flight!, status.FlightToken!, Convert.ToHexString(ticket.ToByteArray()));
        await killed.StandardOutput.ReadLineAsync(cancellation);
        using var reader = new PlainReader(status.Flight!, status.FlightToken!);
        long bytes = 0;
        string read = await FlightDigest.OfMessagesAsync(async taker =>
        {
            await reader.ReadAsync(Call, ticket, (header, body) =>
            {
                taker(header, body);
                // Some way into both.
                if ((bytes += body.Length) > 50_000_000 && !killed.HasExited)
                    killed.Kill();
            }, cancellation);
        });
        string wanted = await FlightDigest.OfFileAsync(saved);
        var silo = (await grid.StatusAsync(cancellation)).Silos[0];
        for (long until = Environment.TickCount64 + (long)Patience.TotalMilliseconds; (silo.Jobs > 0 || silo.Bytes > before) && Environment.TickCount64 < until; silo = (await grid.StatusAsync(cancellation)).Silos[0])
            await Task.Delay(200, cancellation);
        return string.Create(CultureInfo.InvariantCulture, $"Read ({read}) and saved by `grid save` ({wanted}): {(read == wanted ? "the same to the bit" : "NOT THE SAME")}, while another client was killed in mid-stream. The silo held {before:N0} bytes before and {silo.Bytes:N0} after, and {silo.Jobs} jobs were left.");
    }
}
