using System.CommandLine;
using System.Globalization;

namespace Grid.Benchmarks;

/// <summary><c>larger</c>: a table that does not fit in memory, beside DuckDB under the same limit and Polars' streaming scan, in one run.</summary>
internal static class LargerCommand
{
    private const int Files = 8;

    public static Command Create()
    {
        var rows = new Option<long>("--rows") { Description = "trips", DefaultValueFactory = _ => 20_000_000 };
        var memory = new Option<long>("--memory") { Description = "bytes of memory", DefaultValueFactory = _ => 256_000_000 };
        var repeats = new Option<int>("--repeats") { Description = "sessions of each; the fastest is told", DefaultValueFactory = _ => 3 };
        var remark = new Option<string?>("--remark") { Description = "a sentence for the report, such as what else the machine did" };
        var install = new Option<bool>("--install-peers") { Description = "install DuckDB and Polars with npm first" };
        var data = new Option<string>("--data") { Description = "where the trips are kept", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "grid-benchmarks") };
        var output = new Option<string?>("--output") { Description = "the file to write the table to; else one in results/ named by date and processor" };
        var command = new Command("larger", "Measures a table that is larger than memory, beside DuckDB and Polars.") { rows, memory, repeats, remark, install, data, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                string peersFolder = Path.Combine(ProjectFolder.Find(), "peers");
                if (parsed.GetValue(install))
                    await PeerList.InstallAsync(peersFolder, cancellation);
                var peers = await PeerList.FindScannersAsync(peersFolder, cancellation);
                var machine = Machine.Measure();
                var trips = await TaxiData.MakeAsync(parsed.GetValue(data)!, parsed.GetValue(rows), Files, cancellation);
                var runs = new List<LargerRun>();
                var failed = new SortedDictionary<string, string>(StringComparer.Ordinal);
                for (int repeat = 0; repeat < parsed.GetValue(repeats); repeat++)
                {
                    foreach (var peer in peers.Where(p => p.Missing is null))
                    {
                        string scratch = Directory.CreateTempSubdirectory("grid-larger-").FullName;
                        try
                        {
                            string[] arguments = [Path.Combine(trips.Folder, "*.csv"), parsed.GetValue(memory).ToString(CultureInfo.InvariantCulture), scratch];
                            var run = new LargerRun(peer, await PeerSession.RunAsync(peer, arguments, _ => { }, cancellation));
                            runs.Add(run);
                            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{peer.Id}: {run.Lines.Sum(t => t.Line.S ?? 0):0.00} s, at most {run.PeakBytes / 1e6:0} MB"));
                        }
                        catch (PeerException fault) when (!peer.IsGrid)
                        {
                            failed[peer.Title] = fault.Message;
                        }
                        finally
                        {
                            Directory.Delete(scratch, recursive: true);
                        }
                    }
                }
                await ReportFile.WriteAsync(LargerReport.Of(machine, trips, parsed.GetValue(memory), parsed.GetValue(remark), peers, runs, failed), parsed.GetValue(output), machine, "larger-", cancellation);
                return 0;
            }
            catch (PeerException fault)
            {
                await Console.Error.WriteLineAsync(fault.Message);
                return 2;
            }
        });
        return command;
    }
}
