using System.CommandLine;
using Grid.Samples;

namespace Grid.Benchmarks;

/// <summary><c>search</c>: Grid's search of models, and single forests, beside scikit-learn's.</summary>
internal static class SearchCommand
{
    private static readonly string[] s_sides = ["grid", "kernels", "grid-1", "kernels-1", "kernels-255", "sklearn", "lightgbm"];

    public static Command Create()
    {
        var repeats = new Option<int>("--repeats") { Description = "sessions of every side", DefaultValueFactory = _ => 3 };
        var only = new Option<string[]>("--only") { Description = "the sides that take part: " + string.Join(", ", s_sides), AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong(s_sides);
        var operations = new Option<string[]>("--operations") { Description = "what is measured: " + string.Join(", ", SearchOperation.Names), AllowMultipleArgumentsPerToken = true };
        operations.AcceptOnlyFromAmong([.. SearchOperation.Names]);
        var reduced = new Option<bool>("--reduced") { Description = "16 candidates and small forests only, to see whether all sides run" };
        var trees = new Option<int>("--forest-trees") { Description = "trees of the single forests", DefaultValueFactory = _ => 20 };
        var data = new Option<string>("--data") { Description = "where the data is kept", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "grid-benchmarks") };
        var output = new Option<string?>("--output") { Description = "the file to write the tables to; else one in results/ named by date and processor" };
        var command = new Command("search", "Measures the search of models beside scikit-learn's, where that is installed, and writes the tables to results/.")
        {
            repeats, only, operations, reduced, trees, data, output,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var wanted = parsed.GetValue(only) is { Length: > 0 } some ? some : s_sides;
                var peers = (await PeerList.FindSearchersAsync(Path.Combine(ProjectFolder.Find(), "peers"), cancellation)).Where(p => wanted.Contains(p.Id)).ToList();
                var machine = Machine.Measure();
                bool isReduced = parsed.GetValue(reduced);
                int rows = isReduced ? 4_000 : 200_000, sessions = parsed.GetValue(repeats);
                var job = new SearchJob(
                    await ForestData.MakeAsync(parsed.GetValue(data)!, rows, cancellation),
                    parsed.GetValue(operations) is { Length: > 0 } chosen ? chosen : SearchOperation.Names,
                    isReduced ? SearchJob.ReducedGrid : SearchJob.ReferenceGrid,
                    Seed: 0, parsed.GetValue(trees), machine.Cores);
                var measured = await new SearchComparison(peers, job, sessions, Console.Error).RunAsync(cancellation);
                string text = new SearchReport(machine, peers, job, rows, DateTime.Today, sessions).Write(measured);
                await ReportFile.WriteAsync(text, parsed.GetValue(output), machine, isReduced ? "search-reduced-" : "search-", cancellation);
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
