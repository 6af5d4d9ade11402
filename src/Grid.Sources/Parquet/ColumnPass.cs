using Grid.Columns;
using ParquetSharp;
using Column = Grid.Columns.Column;
using LogicalType = Grid.Columns.LogicalType;

namespace Grid.Sources;

/// <summary>Reads one column through the row groups of a split into a sink.</summary>
internal abstract class ColumnPass : IDisposable
{
    /// <summary>Rows that are read at once: enough that calls cost nothing, and few enough to stay in the processor's nearest caches.</summary>
    protected const int BlockRows = 8 * 1024;

    /// <summary>The pass over a column that is to be of a type.</summary>
    /// <param name="column">The column.</param>
    /// <param name="type">One of its types.</param>
    /// <param name="rows">How many rows will come.</param>
    /// <param name="isRounded">Whether decimals may be rounded, as the type was asked for.</param>
    public static ColumnPass Create(ParquetLeaf column, LogicalType type, int rows, bool isRounded)
    {
        var text = type == LogicalType.Text ? new TextSink { ExpectedRows = rows } : null;
        return column.Kind switch
        {
            ParquetKind.Bool => new BoolPass(column, new BoolSink { ExpectedRows = rows }),
            ParquetKind.Whole or ParquetKind.Unsigned => new WholePass(column, new WholeSink(FormOf(type)) { ExpectedRows = rows }),
            ParquetKind.Real => new RealPass(column, new DoubleSink { ExpectedRows = rows }),
            ParquetKind.Int96 => text is null ? new Int96Pass(column, (LogicalTimestamp)type, new WholeSink(FormOf(type)) { ExpectedRows = rows }) : new WrittenPass(column, text),
            ParquetKind.Decimal => text is not null ? new WrittenPass(column, text)
                : type != LogicalType.Real ? new DecimalPass(column, type, new WholeSink(FormOf(type)) { ExpectedRows = rows })
                : column.Precision <= ParquetTypes.ExactDigits && column.Scale <= NumberText.MaxScale ? new DecimalPass(column, type, new WholeSink(new DecimalValues(column.Scale)) { ExpectedRows = rows })
                : new QuotientPass(column, isRounded, new DoubleSink { ExpectedRows = rows }),
            ParquetKind.Text => new TextPass(column, text!),
            _ => new WrittenPass(column, text!),
        };
    }

    /// <summary>How many rows it has read.</summary>
    public abstract int Rows { get; }

    /// <summary>Reads rows of a row group from its pages: all, or those before something that ParquetSharp is to read.</summary>
    /// <param name="pages">The pages of the column in it.</param>
    /// <param name="skip">Rows to leave out first.</param>
    /// <param name="rows">Rows to read.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>False where a value has no room under the type of this pass.</returns>
    public abstract bool TryRead(ChunkPages pages, long skip, int rows, CancellationToken cancellation);

    /// <summary>Reads rows of a row group by ParquetSharp.</summary>
    /// <param name="chunk">The column in it.</param>
    /// <param name="skip">Rows to leave out first.</param>
    /// <param name="rows">Rows to read.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>False where a value has no room under the type of this pass.</returns>
    public abstract bool TryRead(ColumnReader chunk, long skip, int rows, CancellationToken cancellation);

    public abstract Column Finish();

    public abstract void Dispose();

    private static IntegerForm FormOf(LogicalType type) => type switch
    {
        LogicalTimestamp or { Kind: LogicalKind.Date } => new MomentValues(type.Storage),
        { Kind: LogicalKind.Unsigned } => new UnsignedValues(),
        _ => new IntegerValues(),
    };
}
