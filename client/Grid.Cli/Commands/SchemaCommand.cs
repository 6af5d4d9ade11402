using System.CommandLine;
using Grid.Query;
using Grid.Sources;

namespace Grid.Cli;

/// <summary><c>grid schema</c>: the columns of a table, and what was decided while it was read.</summary>
internal static class SchemaCommand
{
    // Looked through for a value of each column.
    private const int RowsForExamples = 1000;

    public static Command Create(CliConsole console)
    {
        var command = new Command("schema", "Names, types, storage and bytes (in memory; of columns that are not read yet, in the files, and as expected) and nulls of columns, an example of each, and what was decided while they were read.");
        var table = new TableOptions();
        table.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            await RunAsync(table.Read(parsed), console, cancellation);
            return ExitCode.Answered;
        });
        return command;
    }

    private static async Task RunAsync(TableRequest request, CliConsole console, CancellationToken cancellation)
    {
        AnswerOutput.Check(request.Output, console);
        if (request is { Cluster: null, Changes.Count: 0, Joins.Count: 0 } && await TryByFootersAsync(request, console, cancellation))
            return;
        await using var grid = await request.OpenAsync(console, cancellation);
        var source = await request.ReadAsync(grid, cancellation);
        var others = await request.ReadOthersAsync(grid, cancellation);
        var frame = request.Transform(source, others);
        frame.Check(new HeadQuestion(1));
        await request.LoadOthersAsync(others, console, cancellation);
        await LoadDisplay.RunAsync(source, console, quiet: request.Timings || request.Cluster is not null, cancellation);
        await request.PrepareAsync(frame, console, cancellation);
        var missing = await frame.NullCountAsync(cancellation: cancellation);
        var head = await frame.HeadAsync(RowsForExamples, cancellation: cancellation);
        var nulls = missing.Columns.ToDictionary(column => column.Name, column => column.Nulls, StringComparer.Ordinal);
        var computed = request.Changes.SelectMany(ChangedColumns.Of).ToHashSet(StringComparer.Ordinal);
        var columns = head.Columns.Select((name, i) =>
        {
            int at = computed.Contains(name) ? -1 : source.SourceSchema.IndexOf(name);
            var storage = at >= 0 && at < source.Storage.Count ? source.Storage[at] : null;
            return new SchemaColumn(name, head.Types[i], storage is null ? null : string.Join(", ", storage.Forms), nulls[name], storage?.Bytes, Example(head, i));
        });
        SchemaOutput.Write([.. columns], missing.Rows, source.Notes, request.Output, console);
    }

    /// <summary>Answers by what the files say of themselves, with no more of them read than the examples take; false where they do not say it.</summary>
    private static async Task<bool> TryByFootersAsync(TableRequest request, CliConsole console, CancellationToken cancellation)
    {
        var plan = await SourcePlanner.PlanAsync(request.Paths, request.Csv, cancellation);
        if (plan.Columns is not { } known)
            return false;
        var first = plan.Splits[0].InFiles()[0];
        first = first with { Count = Math.Min(first.Count, RowsForExamples) };
        var rows = SplitReader.Read(first, plan.Schema, plan.Options, null, cancellation);
        var head = (HeadAnswer)Execution.Ask(new HeadQuestion(RowsForExamples), rows.Schema, [new PartitionTable(rows.Schema, rows.Batches)], cancellation);
        SchemaOutput.Write(
            [.. plan.Schema.Fields.Select((field, i) => new SchemaColumn(field.Name, field.Logical, string.Join(", ", known[i].Storage), known[i].Nulls, known[i].Bytes, Example(head, i)))],
            plan.Rows, plan.NotesOf(SourceNotes.None, cancellation).Items, request.Output, console);
        return true;
    }

    private static Scalar Example(HeadAnswer head, int column) => head.Rows.Select(row => row[column]).FirstOrDefault(value => !value.IsNull);
}
