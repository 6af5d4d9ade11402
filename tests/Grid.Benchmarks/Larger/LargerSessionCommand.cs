using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Grid.Client;
using Grid.Query;

namespace Grid.Benchmarks;

/// <summary>Grid's side of <c>larger</c>, as a process of its own like every peer.</summary>
internal static class LargerSessionCommand
{
    public static Command Create()
    {
        var files = new Argument<string>("GLOB") { Description = "the trips" };
        var memory = new Argument<long>("BYTES") { Description = "what the table may take in memory" };
        var scratch = new Argument<string>("FOLDER") { Description = "where what does not fit is kept" };
        var command = new Command("larger-session", "One session, as larger runs it: a JSON line per timing.") { files, memory, scratch };
        command.SetAction(async parsed =>
        {
            await using var grid = await GridClient.OpenAsync(new GridOptions { MemoryBudget = parsed.GetValue(memory), CacheFolder = parsed.GetValue(scratch) });
            Say(new SessionLine { Op = "start", Version = $"Grid, the SDK over grains, .NET {Environment.Version}" });
            var frame = await TimedAsync("open", 0, async () => await (await grid.ReadAsync(parsed.GetValue(files)!)).PersistAsync(), _ => null);
            Say(new SessionLine { Op = "held", Bytes = frame.Load.BytesHeld });
            foreach (var question in LargerQuestion.All)
            {
                for (int ask = 0; ask < 2; ask++)
                    await TimedAsync(question.Id, ask, () => frame.AskAsync(question.Ask(ask)), Figures);
            }
            Say(new SessionLine { Op = "end" });
        });
        return command;
    }

    private static async Task<T> TimedAsync<T>(string op, int ask, Func<Task<T>> work, Func<T, Dictionary<string, double?>?> figures)
    {
        long start = Stopwatch.GetTimestamp();
        var before = Environment.CpuUsage.TotalTime;
        var result = await work();
        Say(new SessionLine { Op = op, Ask = ask, S = Stopwatch.GetElapsedTime(start).TotalSeconds, Cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds, Answer = figures(result) });
        return result;
    }

    private static Dictionary<string, double?> Figures(Answer answer)
    {
        var figures = new Dictionary<string, double?>();
        if (answer is AggregateAnswer all)
        {
            for (int i = 0; i < all.Values.Count; i++)
                figures[$"{all.Aggregates[i].Split(" as ")[^1]} of all"] = all.Values[i].AsDouble;
        }
        else if (answer is GroupByAnswer groups)
        {
            foreach (var group in groups.Groups)
            {
                for (int i = 0; i < group.Values.Count; i++)
                    figures[string.Create(CultureInfo.InvariantCulture, $"{groups.Aggregates[i].Split(" as ")[^1]} of {group.Keys[0]}")] = group.Values[i].AsDouble;
            }
        }
        return figures;
    }

    private static void Say(SessionLine line)
    {
        Console.WriteLine(line.ToJson());
        Console.Out.Flush();
    }
}
