using System.CommandLine;
using System.Diagnostics;
using Grid.Query;

namespace Grid.Cli;

/// <summary>The way of every question: plan, check, load with progress, ask, answer.</summary>
internal static class QuestionCommand
{
    /// <summary>A command that asks a question of a table.</summary>
    public static Command Create(string name, string description, CliConsole console, IReadOnlyList<Option> options, Func<ParseResult, Question> question, RowOptions? rows = null, Func<ParseResult, Answer, Answer>? finish = null)
    {
        var command = new Command(name, description);
        var keep = new KeepOptions();
        foreach (var option in options.Concat(rows?.All ?? []).Concat(keep.All))
            command.Add(option);
        var table = new TableOptions();
        table.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = table.Read(parsed);
            await RunAsync(
                request, question(parsed), rows?.Read(parsed) ?? RowChoice.None, answer => finish is null ? answer : finish(parsed, answer), keep.Read(parsed, request), console, cancellation);
            return ExitCode.Answered;
        });
        return command;
    }

    private static async Task RunAsync(
        TableRequest request, Question question, RowChoice rows, Func<Answer, Answer> finish, KeptAnswer kept, CliConsole console, CancellationToken cancellation)
    {
        rows.Check(Names(question));
        if (!kept.IsKept)
            AnswerOutput.Check(request.Output, console);
        var clock = Stopwatch.StartNew();
        await using var grid = await request.OpenAsync(console, cancellation);
        var source = await request.ReadAsync(grid, cancellation);
        var others = await request.ReadOthersAsync(grid, cancellation);
        var frame = request.Transform(source, others);
        frame.Check(question); // a slip in an expression should not cost a load
        await kept.CheckAsync(grid, frame, cancellation);
        if (request.Cluster is null && frame.ColumnsOf(question) is { } needed)
            frame = request.Transform(source = await request.ReadAgainAsync(grid, source, needed, cancellation), others);

        await request.LoadOthersAsync(others, console, cancellation);
        await LoadDisplay.RunAsync(source, console, quiet: request.Timings || request.Cluster is not null, cancellation);
        request.TellNotes(source, console);
        await request.PrepareAsync(frame, console, cancellation);
        double load = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var last = new QuestionDisplay(source.Load.IsLazy && !request.Timings && request.Cluster is null ? console.Error : null);
        var answer = await frame.AskAsync(question, last, cancellation);
        double query = clock.Elapsed.TotalSeconds;

        if (kept.IsKept)
            await kept.KeepAsync(rows.Arrange(finish(answer)), grid, frame, console, cancellation);
        else
            AnswerOutput.Write(rows.Arrange(finish(answer)), request.Output, console, rows, request.Csv);
        if (request.Timings)
        {
            var timings = new { rows = source.Load.Rows, bytes_read = source.Load.BytesRead, bytes_held = source.Load.BytesHeld, partitions = last.Last.Partitions, partitions_skipped = last.Last.PartitionsSkipped, load_s = load, query_s = query };
            TimingsLine.Write(timings, query, request.Cluster is null ? null : grid, console);
        }
    }

    // The columns that an answer will have, as far as it can be sorted by them.
    private static IReadOnlyList<string> Names(Question question) => question switch
    {
        GroupByQuestion q => [.. q.Keys.Select(ColumnWords.NameOf), .. q.Aggregates.Select(AggregateWords.NameOf)],
        ValueCountsQuestion q => [ColumnWords.NameOf(q.Column), "count"],
        MissingQuestion => [.. new MissingAnswer(0, []).ToTable().Columns.Select(c => c.Name)],
        UniqueQuestion => [.. new UniqueAnswer([]).ToTable().Columns.Select(c => c.Name)],
        _ => [],
    };
}
