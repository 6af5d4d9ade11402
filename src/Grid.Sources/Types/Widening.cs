using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// The narrowest type that holds the values of two: int64 → uint64 → float64 → utf8, bool → utf8, date32 → timestamp → utf8,
/// and timestamps to the finer unit. The join is commutative, associative and idempotent, so that the order in which
/// splits report their types does not matter. Where values have no room in it after all (a negative number among unsigned
/// ones, a whole number whose digits a double would not keep), widening finds that out, and the column is wider still.
/// </summary>
public static class Widening
{
    /// <summary>The narrowest logical type that holds the values of both; timestamps with and without a zone meet in utf8.</summary>
    public static DataType Join(DataType a, DataType b)
    {
        (a, b) = (a.Logical, b.Logical);
        if (a == b)
            return a;
        if (IsNumber(a) && IsNumber(b))
            return a == DataType.Float64 || b == DataType.Float64 ? DataType.Float64 : DataType.UInt64;
        if (a is TimestampType s && b is TimestampType t && s.TimeZone == t.TimeZone)
            return s.Unit > t.Unit ? s : t;
        if (a == DataType.Date32 && b is TimestampType { TimeZone: null })
            return b;
        if (b == DataType.Date32 && a is TimestampType { TimeZone: null })
            return a;
        return DataType.Utf8;
    }

    /// <summary>The join of every column's types.</summary>
    /// <exception cref="ArgumentException">The columns are not the same.</exception>
    public static Schema Join(Schema a, Schema b)
    {
        if (!a.Fields.Select(f => f.Name).SequenceEqual(b.Fields.Select(f => f.Name)))
            throw new ArgumentException($"Schemas of other columns cannot be joined: {a}; {b}.", nameof(b));
        return new Schema(a.Fields.Zip(b.Fields, (f, g) => new Field(f.Name, Join(f.Type, g.Type), f.Nullable || g.Nullable)));
    }

    private static bool IsNumber(DataType type) => type.Id is TypeId.Int64 or TypeId.UInt64 or TypeId.Float64;
}
