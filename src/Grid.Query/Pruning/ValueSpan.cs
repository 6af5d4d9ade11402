using Grid.Columns;

namespace Grid.Query;

/// <summary>Between which values those of an expression are in some rows, as far as that is known.</summary>
internal readonly record struct ValueSpan
{
    /// <summary>Of what nothing is known.</summary>
    public static ValueSpan Unknown { get; } = new() { MayBeNull = true, MayBeValue = true, MayBeNaN = true };

    /// <summary>None is below or above these, but for NaN; null where that is not known.</summary>
    public (ValueBound Least, ValueBound Greatest)? Bounds { get; init; }

    /// <summary>Whether some may be null.</summary>
    public bool MayBeNull { get; init; }

    /// <summary>Whether some may not be null.</summary>
    public bool MayBeValue { get; init; }

    /// <summary>Whether some may be NaN.</summary>
    public bool MayBeNaN { get; init; }

    /// <summary>Whether some may have no value for want of room.</summary>
    public bool MayFail { get; init; }

    /// <summary>What comes of a row beside the values: null, or a fault.</summary>
    public Outcomes Gaps => (MayBeNull ? Outcomes.Null : 0) | (MayFail ? Outcomes.Fault : 0);

    /// <summary>A literal.</summary>
    public static ValueSpan Of(Scalar literal)
    {
        if (literal.IsNull)
            return new ValueSpan { MayBeNull = true };
        return ValueBound.Of(literal) is { } bound ? new ValueSpan { Bounds = (bound, bound), MayBeValue = true } : new ValueSpan { MayBeValue = true, MayBeNaN = true };
    }

    /// <summary>A column, as the dataset has it.</summary>
    public static ValueSpan Of(ColumnBounds known, LogicalType type) => new()
    {
        Bounds = known.Extremes is { } extremes ? Between(extremes, type) : null,
        MayBeNull = known.MayHaveNulls,
        MayBeValue = known.MayHaveValues,
        MayBeNaN = type.Kind == LogicalKind.Real,
    };

    /// <summary>The same, of which each value is made a double.</summary>
    public ValueSpan AsDoubles() => this with { Bounds = Bounds is var (least, greatest) ? (least.AsDouble(), greatest.AsDouble()) : null };

    private static (ValueBound Least, ValueBound Greatest)? Between(Column extremes, LogicalType type)
    {
        if (!ExpressionRules.CanPresent(extremes.Type, type))
            return null;
        try
        {
            var plain = PlainColumn.Of(extremes, type);
            // What is the wrong way round says nothing.
            return ValueBound.Of(plain, 0) is { } least && ValueBound.Of(plain, 1) is { } greatest && ValueBound.Compare(least, greatest) <= 0 ? (least, greatest) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
