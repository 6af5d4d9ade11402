using System.CommandLine;
using System.Diagnostics;
using Grid.Abstractions;
using Grid.Client;
using Grid.Query;

namespace Grid.Benchmarks;

/// <summary>Grid's side of the tasks, as a process of its own like every peer: the SDK over grains.</summary>
internal static class DbBenchSessionCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "the rows" };
        var answers = new Argument<string>("ANSWERS") { Description = "the folder that the answers go to" };
        var asks = new Argument<int>("ASKS") { Description = "how often each task is asked" };
        var tasks = new Argument<string>("TASKS") { Description = "the tasks to ask, by commas" };
        var joins = new Argument<string>("JOINS") { Description = "what the files of the joined tables begin with" };
        var threads = new Option<int>("--threads") { Description = "compute threads", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command("dbbench-session", "One session, as dbbench runs it: a JSON line per timing.") { file, answers, asks, tasks, joins, threads };
        command.SetAction(async parsed =>
        {
            string folder = parsed.GetValue(answers)!;
            string[] wanted = parsed.GetValue(tasks)!.Split(',');
            await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = parsed.GetValue(threads) });
            Say(new SessionLine { Op = "start", Version = $"Grid, the SDK over grains, .NET {Environment.Version}" });
            long start = Stopwatch.GetTimestamp();
            var frame = await (await grid.ReadCsvAsync(parsed.GetValue(file)!)).PersistAsync();
            Say(new SessionLine { Op = "load", S = Stopwatch.GetElapsedTime(start).TotalSeconds });
            await Task.Delay(500);
            Say(new SessionLine { Op = "held", Bytes = frame.Load.BytesHeld });
            foreach (var task in GroupTask.All.Where(t => wanted.Contains(t.Id)))
            {
                await AskAsync(task, parsed.GetValue(asks), folder, async () =>
                {
                    var answer = await frame.AskAsync(task.Question);
                    return path => AnswerRows.WriteAsync(answer, path);
                });
            }
            var joined = JoinTask.All.Where(t => wanted.Contains(t.Id)).ToList();
            if (joined.Count > 0)
            {
                await frame.ReleaseAsync();
                start = Stopwatch.GetTimestamp();
                var session = await JoinSession.LoadAsync(grid, parsed.GetValue(joins)!);
                Say(new SessionLine { Op = "load of joins", S = Stopwatch.GetElapsedTime(start).TotalSeconds });
                foreach (var task in joined)
                    await AskAsync(task, parsed.GetValue(asks), folder, () => session.AskAsync(task));
            }
            Say(new SessionLine { Op = "end" });
        });
        return command;
    }

    private static async Task AskAsync(BenchTask task, int asks, string folder, Func<Task<Func<string, Task>>> askAsync)
    {
        for (int ask = 0; ask < asks; ask++)
        {
            try
            {
                long start = Stopwatch.GetTimestamp();
                var before = Environment.CpuUsage.TotalTime;
                var write = await askAsync();
                Say(new SessionLine
                {
                    Op = task.Id,
                    Ask = ask,
                    S = Stopwatch.GetElapsedTime(start).TotalSeconds,
                    Cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds,
                });
                if (ask == 0)
                    await write(Path.Combine(folder, $"grid-{task.Id}.csv"));
            }
            catch (Exception e) when (e is QuestionException or MemoryBudgetException)
            {
                Say(new SessionLine { Op = task.Id, Ask = ask, Refused = e.Message });
                return;
            }
        }
    }

    private static void Say(SessionLine line)
    {
        Console.WriteLine(line.ToJson());
        Console.Out.Flush();
    }
}
