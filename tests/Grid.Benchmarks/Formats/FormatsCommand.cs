using System.CommandLine;
using System.Globalization;

namespace Grid.Benchmarks;

/// <summary><c>formats</c>: the same trips from each format into memory, and three columns of them to one question, beside DuckDB and Polars in one run.</summary>
internal static class FormatsCommand
{
    private const int Files = 4;
    private const long WarmRows = 20_000;

    public static Command Create()
    {
        var rows = new Option<long>("--rows") { Description = "trips", DefaultValueFactory = _ => 10_000_000 };
        var repeats = new Option<int>("--repeats") { Description = "sessions of each; the median is told", DefaultValueFactory = _ => 3 };
        var install = new Option<bool>("--install-peers") { Description = "install DuckDB and Polars with npm first" };
        var data = new Option<string>("--data") { Description = "where the trips are kept", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "grid-benchmarks") };
        var output = new Option<string?>("--output") { Description = "the file to write the table to; else one in results/ named by date and processor" };
        var command = new Command("formats", "Measures loads and a question of three columns from CSV, compressed CSV and Parquet, beside DuckDB and Polars.") { rows, repeats, install, data, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                string peersFolder = Path.Combine(ProjectFolder.Find(), "peers");
                if (parsed.GetValue(install))
                    await PeerList.InstallAsync(peersFolder, cancellation);
                var peers = await PeerList.FindReadersAsync(peersFolder, cancellation);
                var machine = Machine.Measure();
                string root = parsed.GetValue(data)!;
                var trips = await TaxiData.MakeAsync(root, parsed.GetValue(rows), Files, cancellation);
                var formats = await FormatData.MakeAsync(trips, root, Parquet(peers, trips), cancellation);
                var few = await TaxiData.MakeAsync(root, WarmRows, Files, cancellation);
                var warm = (await FormatData.MakeAsync(few, root, Parquet(peers, few), cancellation)).ToDictionary(f => f.Id);
                var runs = new List<FormatRun>();
                for (int repeat = 0; repeat < parsed.GetValue(repeats); repeat++)
                {
                    foreach (var format in formats)
                    {
                        foreach (var peer in peers.Where(p => p.Missing is null && (p.IsGrid || format.Id == "csv" || format.Id.EndsWith("parquet", StringComparison.Ordinal))))
                        {
                            foreach (string way in new[] { "load", "three" })
                            {
                                var lines = await PeerSession.RunAsync(peer, [format.Glob, warm[format.Id].Glob, way], _ => { }, cancellation);
                                var run = FormatRun.Of(peer, format, way, lines);
                                runs.Add(run);
                                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{peer.Id} {format.Id} {way} {run.Seconds:0.000} s, {run.Processor:0.000} s of the processor, {run.PeakBytes >> 20} MiB"));
                            }
                        }
                    }
                }
                await ReportFile.WriteAsync(FormatReport.Of(machine, trips, formats, peers, runs), parsed.GetValue(output), machine, "formats-", cancellation);
                return runs.Where(r => r.Answers is not null).Select(r => r.Answers).Distinct().Count() == 1 ? 0 : 1;
            }
            catch (PeerException fault)
            {
                await Console.Error.WriteLineAsync(fault.Message);
                return 2;
            }
        });
        return command;
    }

    private static Func<string, string, Task>? Parquet(IReadOnlyList<Peer> peers, TaxiData trips) => peers.FirstOrDefault(p => p.Id == "duckdb" && p.Missing is null) is { } duckdb
        ? (to, codec) => PeerSession.RunAsync(duckdb, [Path.Combine(trips.Folder, "*.csv"), "-", "write", to, codec], _ => { }, default)
        : null;
}
