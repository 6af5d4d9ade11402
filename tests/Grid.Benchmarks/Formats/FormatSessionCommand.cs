using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grid.Client;
using Grid.Query;
using Grid.Sources;

namespace Grid.Benchmarks;

/// <summary>Grid's side of <c>formats</c>, as a process of its own like every peer: all columns into memory, or three of them to one question.</summary>
internal static class FormatSessionCommand
{
    private static readonly GroupByQuestion s_three = new(["payment_type"], ["count()", "sum(fare_amount)", "mean(tip_amount)"]);

    public static Command Create()
    {
        var files = new Argument<string>("GLOB") { Description = "the trips" };
        var warm = new Argument<string>("WARM") { Description = "a few trips of the same format, done first: what a process compiles at its first table is not what is measured" };
        var way = new Argument<string>("WAY") { Description = "load: all columns, and then everything of them; three: a question of three columns" };
        var command = new Command("formats-session", "One session, as formats runs it: a JSON line per timing.") { files, warm, way };
        command.SetAction(async parsed =>
        {
            await using var grid = await GridClient.OpenAsync();
            Func<GridClient, string, Task> work = parsed.GetValue(way) == "three" ? ThreeAsync : LoadAsync;
            await work(grid, parsed.GetValue(warm)!);
            Say(new SessionLine { Op = "start", Version = $"Grid, the SDK over grains, .NET {Environment.Version}" });
            await work(grid, parsed.GetValue(files)!);
            Say(new SessionLine { Op = "end" });
        });
        return command;
    }

    private static async Task LoadAsync(GridClient grid, string files)
    {
        // Columns whose files say how many rows they have are read when something asks for them: nulls are asked for in every one.
        var frame = await TimedAsync("load", async () =>
        {
            var persisted = await (await grid.ReadAsync(files)).PersistAsync();
            await persisted.AskAsync(new MissingQuestion(null));
            return persisted;
        });
        await Task.Delay(500);
        Say(new SessionLine { Op = "held", Bytes = frame.Load.BytesHeld });
        var text = new StringBuilder();
        foreach (var operation in Operation.All.Where(o => o.Question is not null))
        {
            foreach (var (name, figure) in AnswerFigures.Of(await frame.AskAsync(operation.Question!)))
                text.Append(CultureInfo.InvariantCulture, $"{operation.Id} {name} {figure}\n");
        }
        Say(new SessionLine { Op = "answers", Version = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))) });
    }

    private static Task<Answer> ThreeAsync(GridClient grid, string files) => TimedAsync("three", async () =>
    {
        var frame = await grid.ReadAsync(files);
        if (frame.ColumnsOf(s_three) is { } needed)
        {
            await frame.ReleaseAsync();
            frame = await grid.ReadAsync(files, new CsvOptions { Columns = needed });
        }
        return await frame.AskAsync(s_three);
    });

    private static async Task<T> TimedAsync<T>(string op, Func<Task<T>> work)
    {
        long start = Stopwatch.GetTimestamp();
        var before = Environment.CpuUsage.TotalTime;
        var result = await work();
        Say(new SessionLine { Op = op, S = Stopwatch.GetElapsedTime(start).TotalSeconds, Cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds });
        return result;
    }

    private static void Say(SessionLine line)
    {
        Console.WriteLine(line.ToJson());
        Console.Out.Flush();
    }
}
