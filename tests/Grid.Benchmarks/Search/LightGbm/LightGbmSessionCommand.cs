using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Grid.Benchmarks;

/// <summary>LightGBM's side of the search benchmark: its single forests, told as the other sessions tell theirs.</summary>
internal static class LightGbmSessionCommand
{
    public static Command Create()
    {
        var arguments = new Argument<string[]>("ARGUMENTS") { Description = "those of search-session, from FOLDER on" };
        var command = new Command("lightgbm-session", "One session of LightGBM, as search runs it: a JSON line per timing.") { arguments };
        command.SetAction(parsed => Run(parsed.GetValue(arguments)!));
        return command;
    }

    private static void Run(string[] arguments)
    {
        var (folder, operations) = (arguments[0], arguments[1].Split(','));
        ulong seed = ulong.Parse(arguments[5], CultureInfo.InvariantCulture);
        int trees = int.Parse(arguments[6], CultureInfo.InvariantCulture), threads = int.Parse(arguments[7], CultureInfo.InvariantCulture);
        Say(new SessionLine { Op = "start", Version = $"LightGBM 4.7.0 by its C API, boosting=rf, num_threads={threads}" });
        foreach (string task in operations.Where(o => o is "classify" or "regress"))
        {
            bool isClasses = task == "classify";
            var (rows, target) = Read(folder, $"{task}-train");
            var (tests, truth) = Read(folder, $"{task}-test");
            float[] floats = Array.ConvertAll(target, y => (float)y);
            int few = Math.Min(1000, floats.Length);
            using (var small = new LightGbmForest(rows[..(few * ForestData.Features)], floats[..few], isClasses, threads, seed, threads))
                small.Predict(rows[..(few * ForestData.Features)]);
            long start = Stopwatch.GetTimestamp();
            using var forest = new LightGbmForest(rows, floats, isClasses, trees, seed, threads);
            double fit = Stopwatch.GetElapsedTime(start).TotalSeconds;
            start = Stopwatch.GetTimestamp();
            double[] predicted = forest.Predict(tests);
            double predict = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Say(new SessionLine { Op = task, S = fit, Answer = new() { ["score"] = isClasses ? ForestFitter.Accuracy(truth, predicted) : ForestFitter.R2(truth, predicted) } });
            Say(new SessionLine { Op = $"{task}_predict", S = predict });
        }
        Say(new SessionLine { Op = "end" });
    }

    private static (double[] Rows, double[] Target) Read(string folder, string name)
    {
        var (rows, target) = (new List<double>(), new List<double>());
        foreach (string line in File.ReadLines(Path.Combine(folder, $"{name}.csv")).Skip(1))
        {
            string[] cells = line.Split(',');
            rows.AddRange(cells[..^1].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)));
            target.Add(double.Parse(cells[^1], CultureInfo.InvariantCulture));
        }
        return ([.. rows], [.. target]);
    }

    private static void Say(SessionLine line)
    {
        Console.WriteLine(line.ToJson());
        Console.Out.Flush();
    }
}
