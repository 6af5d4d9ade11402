using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Grid.Statistics;

namespace Grid.Cli;

/// <summary>The way of every question: plan, check, load with progress, ask, answer.</summary>
internal static class QuestionCommand
{
    /// <summary>A command that asks a question of a table.</summary>
    public static Command Create(string name, string description, CliConsole console, IReadOnlyList<Option> options, Func<ParseResult, Question> question)
    {
        var command = new Command(name, description);
        foreach (var option in options)
            command.Add(option);
        var table = new TableOptions();
        table.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            await RunAsync(table.Read(parsed), question(parsed), console, cancellation);
            return ExitCode.Answered;
        });
        return command;
    }

    private static async Task RunAsync(TableRequest request, Question question, CliConsole console, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        await using var grid = await request.OpenAsync(cancellation);
        var source = await request.ReadAsync(grid, cancellation);
        var frame = request.Transform(source);
        frame.Check(question); // a slip in an expression should not cost a load

        await LoadDisplay.RunAsync(source, console, quiet: request.Timings || request.Cluster is not null, cancellation);
        request.TellNotes(source, console);
        double load = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var answer = await frame.AskAsync(question, null, cancellation);
        double query = clock.Elapsed.TotalSeconds;

        AnswerOutput.Write(answer, request.Output, console);
        if (request.Timings)
        {
            var timings = new { rows = source.Load.Rows, bytes_read = source.Load.BytesRead, bytes_held = source.Load.BytesHeld, load_s = load, query_s = query };
            console.Error.WriteLine(JsonSerializer.Serialize(timings));
        }
    }
}
