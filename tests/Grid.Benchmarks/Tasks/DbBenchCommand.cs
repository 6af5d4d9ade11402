using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Grid.Benchmarks;

/// <summary><c>dbbench</c>: the tasks of the public group-by and join benchmark, by Grid, DuckDB and Polars in one run; each answer is compared with DuckDB's.</summary>
internal static class DbBenchCommand
{
    private static readonly string[] s_engines = ["grid", "duckdb", "polars"];

    public static Command Create()
    {
        var rows = new Option<long[]>("--rows") { Description = "rows to measure on; give it again for another size", DefaultValueFactory = _ => [1_000_000, 10_000_000] };
        var groups = new Option<int>("--groups") { Description = "values of the short keys; the long ones have rows / groups", DefaultValueFactory = _ => 100 };
        var nulls = new Option<double>("--nulls") { Description = "per cent of the values that are null" };
        var sorted = new Option<bool>("--sorted") { Description = "rows in the order of the long keys" };
        var asks = new Option<int>("--asks") { Description = "how often each task is asked", DefaultValueFactory = _ => 2 };
        var tasks = new Option<string>("--tasks") { Description = "the tasks, by commas", DefaultValueFactory = _ => string.Join(',', BenchTask.All.Select(t => t.Id)) };
        var only = new Option<string[]>("--only") { Description = "the engines that take part: " + string.Join(", ", s_engines), AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong(s_engines);
        var remark = new Option<string?>("--remark") { Description = "a sentence for the report, such as what else the machine did" };
        var install = new Option<bool>("--install-peers") { Description = "install DuckDB and Polars with npm first" };
        var data = new Option<string>("--data") { Description = "where the rows are kept", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "grid-benchmarks") };
        var output = new Option<string?>("--output") { Description = "the file to write the tables to; else one in results/ named by date and processor" };
        var command = new Command("dbbench", "Measures the tasks of the public group-by and join benchmark beside DuckDB and Polars, and compares the answers.")
        {
            rows, groups, nulls, sorted, asks, tasks, only, remark, install, data, output,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                string peersFolder = Path.Combine(ProjectFolder.Find(), "peers");
                if (parsed.GetValue(install))
                    await PeerList.InstallAsync(peersFolder, cancellation);
                var wanted = parsed.GetValue(only) is { Length: > 0 } some ? some : s_engines;
                var peers = (await PeerList.FindGroupersAsync(peersFolder, cancellation)).Where(p => wanted.Contains(p.Id)).ToList();
                var machine = Machine.Measure();
                string folder = Path.Combine(parsed.GetValue(data)!, "dbbench");
                var report = new StringBuilder(DbBenchReport.Head(machine, DateTime.Today, peers, parsed.GetValue(remark)));
                bool equal = true;
                foreach (long size in parsed.GetValue(rows)!)
                {
                    double share = parsed.GetValue(nulls);
                    string file = await TaskData.MakeAsync(folder, size, parsed.GetValue(groups), share, parsed.GetValue(sorted), cancellation);
                    string joins = await JoinData.MakeAsync(folder, size, share, cancellation);
                    string asked = Path.Combine(folder, "tasks.json");
                    var chosen = BenchTask.All.Where(t => parsed.GetValue(tasks)!.Split(',').Contains(t.Id)).ToList();
                    await File.WriteAllTextAsync(asked, JsonSerializer.Serialize(chosen.Select(t => new { q = t.Id, sql = t.Sql(share > 0), check = t.CheckSql, order = t.Order, join = t is JoinTask })), cancellation);
                    var runs = new Dictionary<string, IReadOnlyList<Timing>>();
                    foreach (var peer in peers.Where(p => p.Missing is null))
                    {
                        string fourth = peer.IsGrid ? string.Join(',', chosen.Select(t => t.Id)) : asked;
                        runs[peer.Id] = await PeerSession.RunAsync(
                            peer, [file, folder, parsed.GetValue(asks).ToString(CultureInfo.InvariantCulture), fourth, joins],
                            t => Console.Error.WriteLine($"{peer.Id} {t.Line.Op} {t.Line.S:0.000} {t.Line.Cpu:0.000} {t.Line.Refused}"), cancellation);
                    }
                    var differences = Compare(folder, chosen, runs);
                    equal &= differences.Values.All(d => d is null);
                    report.Append(DbBenchReport.Table(Path.GetFileName(file), chosen, peers, runs, differences));
                }
                await ReportFile.WriteAsync(report.ToString(), parsed.GetValue(output), machine, "dbbench-", cancellation);
                return equal ? 0 : 1;
            }
            catch (PeerException fault)
            {
                await Console.Error.WriteLineAsync(fault.Message);
                return 2;
            }
        });
        return command;
    }

    private static Dictionary<string, string?> Compare(string folder, List<BenchTask> tasks, Dictionary<string, IReadOnlyList<Timing>> runs)
    {
        var differences = new Dictionary<string, string?>();
        if (!runs.TryGetValue("grid", out var mine) || !runs.ContainsKey("duckdb"))
            return differences;
        foreach (var task in tasks.Where(t => mine.Any(m => m.Line.Op == t.Id && m.Line.S is not null)))
            differences[task.Id] = AnswerRows.Difference(task, Path.Combine(folder, $"grid-{task.Id}.csv"), Path.Combine(folder, $"duckdb-{task.Id}.csv"));
        return differences;
    }
}
