using System.CommandLine;
using Grid.Samples;

namespace Grid.Benchmarks;

/// <summary><c>compare</c>: Grid beside pandas, Dask, DuckDB and Polars, on made-up taxi trips.</summary>
internal static class CompareCommand
{
    private static readonly string[] s_engines = ["grid", "kernels", "grid-1", "pandas", "dask", "duckdb", "polars"];

    public static Command Create()
    {
        var rows = new Option<long[]>("--rows") { Description = "trips to measure on; give it again for another size", DefaultValueFactory = _ => [2_000_000, 10_000_000] };
        var repeats = new Option<int>("--repeats") { Description = "sessions of every engine", DefaultValueFactory = _ => 5 };
        var asks = new Option<int>("--asks") { Description = "how often a session asks each question", DefaultValueFactory = _ => 3 };
        var only = new Option<string[]>("--only") { Description = "the engines that take part: " + string.Join(", ", s_engines), AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong(s_engines);
        var cold = new Option<bool>("--cold") { Description = "do not warm up on a few trips first" };
        var install = new Option<bool>("--install-peers") { Description = "install DuckDB and Polars with npm first" };
        var fullYear = new Option<bool>("--full-year") { Description = "measure Grid on a whole year, 113 million trips, as well" };
        var data = new Option<string>("--data") { Description = "where the trips are kept", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "grid-benchmarks") };
        var output = new Option<string?>("--output") { Description = "the file to write the tables to; else one in results/ named by date and processor" };
        var command = new Command("compare", "Measures Grid beside the other engines that are installed, and writes the tables to results/.")
        {
            rows, repeats, asks, only, cold, install, fullYear, data, output,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                string peersFolder = Path.Combine(ProjectFolder.Find(), "peers");
                if (parsed.GetValue(install))
                    await PeerList.InstallAsync(peersFolder, cancellation);
                var wanted = parsed.GetValue(only) is { Length: > 0 } some ? some : s_engines;
                var all = await PeerList.FindAsync(peersFolder, cancellation);
                var peers = all.Where(p => wanted.Contains(p.Id)).ToList();
                var machine = Machine.Measure();
                int sessions = parsed.GetValue(repeats), times = parsed.GetValue(asks);
                var comparison = new Comparison(peers, parsed.GetValue(data)!, sessions, times, parsed.GetValue(cold), Console.Error);
                var sizes = new List<Measurements>();
                foreach (long size in parsed.GetValue(rows)!)
                    sizes.Add(await comparison.RunAsync(size, cancellation));
                string text = new Report(machine, peers, DateTime.Today, sessions, times, parsed.GetValue(cold)).Write(sizes);
                if (parsed.GetValue(fullYear))
                    text += await FullYear.RunAsync(all.First(p => p.Id == "grid"), parsed.GetValue(data)!, Console.Error, cancellation);
                await ReportFile.WriteAsync(text, parsed.GetValue(output), machine, "", cancellation);
                return 0;
            }
            catch (Exception fault) when (fault is PeerException or SampleException)
            {
                await Console.Error.WriteLineAsync(fault.Message);
                return 2;
            }
        });
        return command;
    }
}
