using System.CommandLine;
using System.Diagnostics;
using Grid.Client;
using Grid.Query;

namespace Grid.Benchmarks;

/// <summary>Grid's side of the tasks, as a process of its own like every peer: the SDK over grains.</summary>
internal static class GroupSessionCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "the rows" };
        var answers = new Argument<string>("ANSWERS") { Description = "the folder that the answers go to" };
        var asks = new Argument<int>("ASKS") { Description = "how often each task is asked" };
        var tasks = new Argument<string>("TASKS") { Description = "the tasks to ask, by commas" };
        var threads = new Option<int>("--threads") { Description = "compute threads", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command("dbbench-session", "One session, as dbbench runs it: a JSON line per timing.") { file, answers, asks, tasks, threads };
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
                await AskAsync(frame, task, parsed.GetValue(asks), folder);
            Say(new SessionLine { Op = "end" });
        });
        return command;
    }

    private static async Task AskAsync(GridFrame frame, GroupTask task, int asks, string folder)
    {
        for (int ask = 0; ask < asks; ask++)
        {
            if (task.Question is not { } question)
            {
                Say(new SessionLine { Op = task.Id, Ask = ask, Refused = "there is no question for it" });
                return;
            }
            try
            {
                long start = Stopwatch.GetTimestamp();
                var before = Environment.CpuUsage.TotalTime;
                var answer = (GroupByAnswer)await frame.AskAsync(question);
                Say(new SessionLine
                {
                    Op = task.Id,
                    Ask = ask,
                    S = Stopwatch.GetElapsedTime(start).TotalSeconds,
                    Cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds,
                });
                if (ask == 0)
                    await AnswerRows.WriteAsync(answer, Path.Combine(folder, $"grid-{task.Id}.csv"));
            }
            catch (Exception e) when (e is QuestionException or NotSupportedException)
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
