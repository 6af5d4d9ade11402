using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Writes a table to a stream, batch by batch, in bounded memory. What can be computed of a batch alone is computed by
/// <see cref="Prepare"/>, on any thread; the rest by <see cref="Write"/>, in the order of the rows, on one thread at a time.
/// </summary>
public abstract class TableWriter : IDisposable
{
    /// <summary>About how many cells a batch should have: small enough for many to be under way, large enough for the work around it not to matter.</summary>
    private const int CellsOfBatch = 1 << 17;

    private protected TableWriter(Schema schema) => Schema = schema;

    /// <summary>The logical columns that are written.</summary>
    public Schema Schema { get; }

    /// <summary>Rows of a batch at most.</summary>
    public int BatchRows => Math.Clamp(CellsOfBatch / Math.Max(1, Schema.Count), 64, 1 << 16);

    /// <summary>A writer to a stream, which it leaves open.</summary>
    /// <param name="form">The format and compression.</param>
    /// <param name="schema">The logical columns.</param>
    /// <param name="output">Where the bytes go; it need not seek.</param>
    /// <param name="threads">How many threads it may use.</param>
    /// <exception cref="OutputException">The format has no such type.</exception>
    public static TableWriter Create(TableForm form, Schema schema, Stream output, int threads) => form.Format switch
    {
        TableFormat.Csv => new RowTextWriter(new CsvRowText(schema, form.ReadBy), form.Compression, output),
        TableFormat.JsonLines => new RowTextWriter(new JsonRowText(schema), form.Compression, output),
        TableFormat.Arrow => new ArrowTableWriter(schema, form.Compression, output),
        _ => new ParquetTableWriter(schema, form.Compression, output, threads),
    };

    /// <summary>Computes what is to be written of a batch.</summary>
    /// <param name="batch">Rows of the schema's columns, in its order, in any encoding.</param>
    /// <returns>What <see cref="Write"/> takes.</returns>
    public abstract object Prepare(RecordBatch batch);

    /// <summary>Writes a batch that was prepared.</summary>
    public abstract void Write(object prepared);

    /// <summary>Writes what closes the table: without it, what was written is not whole.</summary>
    public abstract void Finish();

    /// <inheritdoc/>
    public abstract void Dispose();
}
