using Grid.Columns;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>Writes a batch to the output as bytes: an Arrow IPC stream, or a Parquet file.</summary>
internal static class BatchOutput
{
    public static void Write(RecordBatch batch, OutputFormat format, CliConsole console)
    {
        using var output = console.OpenOut();
        if (format == OutputFormat.Arrow)
        {
            using var writer = new ArrowStreamWriter(output, batch.Schema, leaveOpen: true);
            writer.Write(batch);
            writer.Finish();
            return;
        }
        var schema = batch.Schema.Plain();
        using var part = TablePart.Begin(SavePlace.Of(output), 0, new TableForm(TableFormat.Parquet, TableCompression.Snappy), schema, 1);
        part.Write(part.Prepare(batch));
        part.Finish();
    }
}
