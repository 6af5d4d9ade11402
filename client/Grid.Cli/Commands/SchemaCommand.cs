using System.CommandLine;
using Grid.Query;

namespace Grid.Cli;

/// <summary><c>grid schema</c>: the columns of a table, and what was decided while it was read.</summary>
internal static class SchemaCommand
{
    // Looked through for a value of each column.
    private const int RowsForExamples = 1000;

    public static Command Create(CliConsole console)
    {
        var command = new Command("schema", "Names, types and nulls of columns, an example of each, and what was decided while they were read.");
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
        await using var grid = await request.OpenAsync(console, cancellation);
        var source = await request.ReadAsync(grid, cancellation);
        var frame = request.Transform(source);
        frame.Check(new HeadQuestion(1));
        await LoadDisplay.RunAsync(source, console, quiet: request.Timings || request.Cluster is not null, cancellation);
        var missing = await frame.MissingAsync(cancellation: cancellation);
        var head = await frame.HeadAsync(RowsForExamples, cancellation: cancellation);
        var nulls = missing.Columns.ToDictionary(column => column.Name, column => column.Nulls, StringComparer.Ordinal);
        SchemaOutput.Write(
            [.. head.Columns.Select((name, i) => new SchemaColumn(name, head.Types[i], nulls[name], Example(head, i)))], missing.Rows, source.Notes, request.Output, console);
    }

    private static Scalar Example(HeadAnswer head, int column) => head.Rows.Select(row => row[column]).FirstOrDefault(value => !value.IsNull);
}
