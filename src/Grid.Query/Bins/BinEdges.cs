using Grid.Columns;

namespace Grid.Query;

/// <summary>The edges of bins of equal width: bin i holds what is at or above its edge and below the next one; the last bin holds the last edge as well.</summary>
internal abstract class BinEdges
{
    /// <summary>How many bins there are.</summary>
    public abstract int Bins { get; }

    /// <summary>Edges from the least to the greatest finite key of a type.</summary>
    public static BinEdges Between(LogicalType type, KeyRange range, int bins) =>
        type.Kind == LogicalKind.Real ? NumberEdges.Between(ScalarKey.ToDouble(range.Least), ScalarKey.ToDouble(range.Most), bins)
        : type.Kind is LogicalKind.Date or LogicalKind.Timestamp ? MomentEdges.Between(type, range, bins)
        : WholeEdges.Between(type, range, bins);

    /// <summary>The edges as values, all of one type where one type holds them.</summary>
    public abstract Scalar[] ToScalars();

    /// <summary>The bin of a value that is not null, of a type that is no text; -1 for NaN and infinities.</summary>
    public abstract int Find(Vector values, int index);

    /// <summary>Adds values of a block, side by side, to counts.</summary>
    public abstract void Count(DenseBlock dense, Vector values, Selection selection, long[] counts);

    public abstract void Write(ByteWriter writer);

    public static BinEdges Read(ref ByteReader reader, LogicalType type) => type.Kind switch
    {
        LogicalKind.Real => NumberEdges.Read(ref reader),
        LogicalKind.Text or LogicalKind.Bool => throw reader.Corrupt($"there are no bins of {type}"),
        _ => TickEdges.Read(ref reader, type),
    };
}
