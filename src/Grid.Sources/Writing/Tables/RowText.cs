using Grid.Columns;

namespace Grid.Sources;

/// <summary>A format of a line a row.</summary>
internal abstract class RowText(Schema schema)
{
    public Schema Schema { get; } = schema;

    /// <summary>Writes what stands before all rows.</summary>
    public abstract void WriteHead(Utf8Lines to);

    /// <summary>Writes the rows of a batch.</summary>
    public abstract void Write(RecordBatch batch, Utf8Lines to);

    protected Cells[] CellsOf(RecordBatch batch, CellStyle style) => [.. batch.Columns.Select((column, i) => Cells.Of(column, Schema[i].Type, style))];
}
