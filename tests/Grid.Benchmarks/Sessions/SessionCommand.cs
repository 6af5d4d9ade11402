using System.CommandLine;
using System.Diagnostics;

namespace Grid.Benchmarks;

/// <summary>Grid's side of the comparison, as a process of its own like every peer: it speaks as the scripts in peers/ do.</summary>
internal static class SessionCommand
{
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var way = new Argument<string>("WAY") { Description = "grid (the SDK over grains) or kernels" }.AcceptOnlyFromAmong("grid", "kernels");
        var small = new Argument<string>("SMALL") { Description = "a folder of few trips to warm up on, or -" };
        var folder = new Argument<string>("FOLDER") { Description = "the folder of trips" };
        var asks = new Argument<int>("ASKS") { Description = "how often each question is asked" };
        var threads = new Option<int>("--threads") { Description = "compute threads", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command("session", "One session, as compare runs it: a JSON line per timing.") { way, small, folder, asks, threads };
        command.SetAction(async parsed =>
        {
            await using Session session = parsed.GetValue(way) == "grid"
                ? await GridSession.OpenAsync(parsed.GetValue(threads))
                : new KernelSession(parsed.GetValue(threads));
            await RunAsync(session, parsed.GetValue(small)!, parsed.GetValue(folder)!, parsed.GetValue(asks));
        });
        return command;
    }

    private static async Task RunAsync(Session session, string small, string folder, int asks)
    {
        if (small != "-")
        {
            await session.LoadAsync(small);
            foreach (var operation in Operation.All.Where(o => o.Question is not null))
                _ = AnswerFigures.Of(await session.AskAsync(operation.Question!));
        }
        Say(new SessionLine { Op = "start", Version = session.Version });
        long start = Stopwatch.GetTimestamp();
        await session.LoadAsync(folder);
        Say(new SessionLine { Op = "load", S = Stopwatch.GetElapsedTime(start).TotalSeconds });
        await Task.Delay(s_rest);
        Say(new SessionLine { Op = "held", Bytes = session.BytesHeld });
        foreach (var operation in Operation.All.Where(o => o.Question is not null))
        {
            for (int ask = 0; ask < asks; ask++)
            {
                start = Stopwatch.GetTimestamp();
                var answer = await session.AskAsync(operation.Question!);
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                Say(new SessionLine { Op = operation.Id, Ask = ask, S = seconds, Answer = ask == 0 ? AnswerFigures.Of(answer) : null });
            }
        }
        Say(new SessionLine { Op = "end" });
    }

    private static void Say(SessionLine line)
    {
        Console.WriteLine(line.ToJson());
        Console.Out.Flush();
    }
}
