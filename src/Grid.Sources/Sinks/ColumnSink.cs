using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Takes the values of one column in bulk, as sources that hold values and not text have them, and makes the encoded column of them. What it
/// holds meanwhile comes from the shared pool.
/// </summary>
internal abstract class ColumnSink : IDisposable
{
    /// <summary>Which rows are null; to be marked before their slots are taken.</summary>
    public NullBits Nulls { get; } = new();

    /// <summary>How many rows it has taken.</summary>
    public int Rows { get; protected set; }

    /// <summary>How many rows there will be.</summary>
    public required int ExpectedRows { get; init; }

    /// <summary>The column of all rows taken.</summary>
    public abstract Column Finish();

    public virtual void Dispose() => Nulls.Dispose();
}
