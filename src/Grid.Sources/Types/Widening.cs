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
    public static LogicalType Join(LogicalType a, LogicalType b)
    {
        if (a == b)
            return a;
        if (IsNumber(a) && IsNumber(b))
            return a == LogicalType.Real || b == LogicalType.Real ? LogicalType.Real : LogicalType.Unsigned;
        if (a is LogicalTimestamp s && b is LogicalTimestamp t && s.TimeZone == t.TimeZone)
            return s.Unit > t.Unit ? s : t;
        if (a == LogicalType.Date && b is LogicalTimestamp { TimeZone: null })
            return b;
        if (b == LogicalType.Date && a is LogicalTimestamp { TimeZone: null })
            return a;
        return LogicalType.Text;
    }

    /// <summary>The join of every column's types.</summary>
    /// <exception cref="ArgumentException">The columns are not the same.</exception>
    public static Schema Join(Schema a, Schema b)
    {
        if (!a.Fields.Select(f => f.Name).SequenceEqual(b.Fields.Select(f => f.Name)))
            throw new ArgumentException($"Schemas of other columns cannot be joined: {a}; {b}.", nameof(b));
        return new Schema(a.Fields.Zip(b.Fields, (f, g) => new Field(f.Name, Join(f.Logical, g.Logical).Storage, f.Nullable || g.Nullable)));
    }

    private static bool IsNumber(LogicalType type) => type.Kind is LogicalKind.Whole or LogicalKind.Unsigned or LogicalKind.Real;
}
