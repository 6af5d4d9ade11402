using Grid.Columns;

namespace Grid.Query;

/// <summary>The type under which the keys of two sides are compared by what they mean: a value that it does not hold exactly matches nothing.</summary>
internal static class JoinKeyType
{
    /// <summary>The type; null where values of the two are never equal, whatever they are.</summary>
    public static LogicalType? Of(LogicalType a, LogicalType b)
    {
        if (CommonType.IsNumber(a) && CommonType.IsNumber(b) && a != b)
            return OfNumbers(a, b);
        return (a, b) switch
        {
            _ when a == b && a.Kind != LogicalKind.Decimal => a,
            (LogicalTimestamp { TimeZone: null } t, { Kind: LogicalKind.Date }) => t,
            ({ Kind: LogicalKind.Date }, LogicalTimestamp { TimeZone: null } t) => t,
            (LogicalTimestamp x, LogicalTimestamp y) when x.TimeZone is null == y.TimeZone is null => x.Unit >= y.Unit ? x : y,
            _ => null,
        };
    }

    /// <summary>Why two keys do not compare, and what to do.</summary>
    public static string Mismatch(string key, LogicalType type, string other, LogicalType otherType)
    {
        string both = $"'{key}' is {type} and '{other}' is {otherType}, which are never equal";
        return (type.Kind == LogicalKind.Text) != (otherType.Kind == LogicalKind.Text) ? $"{both}; cast(x as {(type.Kind == LogicalKind.Text ? otherType : type)}) makes one of the other"
            : type is LogicalTimestamp && otherType is LogicalTimestamp ? $"{both}: one has a time zone, the other has none"
            : both;
    }

    // What both are when they are equal: a whole number, unless both may be others.
    private static LogicalType OfNumbers(LogicalType a, LogicalType b) => (a.Kind, b.Kind) switch
    {
        (LogicalKind.Real, LogicalKind.Unsigned) or (LogicalKind.Unsigned, LogicalKind.Real) => LogicalType.Unsigned,
        _ => LogicalType.Whole,
    };
}
