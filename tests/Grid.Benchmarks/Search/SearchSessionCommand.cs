using System.CommandLine;
using System.Diagnostics;
using Grid.Learning;

namespace Grid.Benchmarks;

/// <summary>Grid's side of the search benchmark, as a process of its own: it speaks as peers/search_sklearn.py does.</summary>
internal static class SearchSessionCommand
{
    public static Command Create()
    {
        var way = new Argument<string>("WAY") { Description = "grid (the SDK over grains) or kernels" }.AcceptOnlyFromAmong("grid", "kernels");
        var folder = new Argument<string>("FOLDER") { Description = "where the data is" };
        var operations = new Argument<string>("OPERATIONS") { Description = string.Join(", ", SearchOperation.Names) };
        var grid = new Argument<string>("GRID") { Description = "the grid" };
        var trees = new Argument<int>("TREES") { Description = "trees a forest of the search" };
        var folds = new Argument<int>("FOLDS") { Description = "its folds" };
        var seed = new Argument<ulong>("SEED") { Description = "what all random draws follow from" };
        var forestTrees = new Argument<int>("FOREST_TREES") { Description = "trees of the single forests" };
        var cores = new Argument<int>("CORES") { Description = "compute threads" };
        var threads = new Option<int>("--threads") { Description = "compute threads instead" };
        var bins = new Option<int>("--bins") { Description = "bins of a feature of more values, in single forests", DefaultValueFactory = _ => MatrixOptions.DefaultQuantileBins };
        var command = new Command("search-session", "One session, as search runs it: a JSON line per timing.") { way, folder, operations, grid, trees, folds, seed, forestTrees, cores, threads, bins };
        command.SetAction(async parsed =>
        {
            int count = parsed.GetResult(threads) is null ? parsed.GetValue(cores) : parsed.GetValue(threads);
            var job = new SearchJob(parsed.GetValue(folder)!, parsed.GetValue(operations)!.Split(','), parsed.GetValue(grid)!, parsed.GetValue(seed), parsed.GetValue(forestTrees), count);
            await using Learner learner = parsed.GetValue(way) == "grid" ? await GridLearner.OpenAsync(count) : new KernelLearner(count, parsed.GetValue(bins));
            await RunAsync(learner, job);
        });
        return command;
    }

    private static async Task RunAsync(Learner learner, SearchJob job)
    {
        await learner.LoadAsync(job.Digits);
        await learner.SearchAsync(job.Spec(SearchJob.ReducedGrid));
        Say(new SessionLine { Op = "start", Version = learner.Version });
        foreach (string operation in job.Operations)
        {
            if (operation == "search")
            {
                long start = Stopwatch.GetTimestamp();
                var processor = Environment.CpuUsage.TotalTime;
                var results = await learner.SearchAsync(job.Spec(job.Grid));
                Say(new SessionLine { Op = operation, S = Stopwatch.GetElapsedTime(start).TotalSeconds, Cpu = (Environment.CpuUsage.TotalTime - processor).TotalSeconds, Answer = Figures(results) });
            }
            else if (operation == SearchOperation.Large)
            {
                Say(LargeTraining.Run(job.LargeRows, job.Cores));
            }
            else if (learner.Forests is { } forests)
            {
                var (fit, processor, predict, score) = await forests.RunAsync(job.Folder, operation, job.ForestTrees, job.Seed);
                Say(new SessionLine { Op = operation, S = fit, Cpu = processor, Answer = new() { ["score"] = score } });
                Say(new SessionLine { Op = $"{operation}_predict", S = predict });
            }
        }
        Say(new SessionLine { Op = "end" });
    }

    // Candidates are named as in a grid, which both sides can write.
    private static Dictionary<string, double?> Figures(SearchResults results) =>
        results.Candidates.ToDictionary(row => row.Candidate.ToString(), row => (double?)row.MeanTestScore, StringComparer.Ordinal);

    private static void Say(SessionLine line)
    {
        Console.WriteLine(line.ToJson());
        Console.Out.Flush();
    }
}
