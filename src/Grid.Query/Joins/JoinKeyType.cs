using Grid.Columns;

namespace Grid.Query;

/// <summary>The type under which the keys of two sides are compared by what they mean: a value that it does not hold exactly matches nothing.</summary>
internal static class JoinKeyType
{
    /// <summary>The type; null where values of the two are never equal, whatever they are.</summary>
    public static DataType? Of(DataType a, DataType b)
    {
        if (CommonType.IsNumber(a) && CommonType.IsNumber(b) && a != b)
            return OfNumbers(a, b);
        return (a, b) switch
        {
            _ when a == b && a.Id != TypeId.Decimal128 => a,
            (TimestampType { TimeZone: null } t, { Id: TypeId.Date32 }) => t,
            ({ Id: TypeId.Date32 }, TimestampType { TimeZone: null } t) => t,
            (TimestampType x, TimestampType y) when x.TimeZone is null == y.TimeZone is null => x.Unit >= y.Unit ? x : y,
            _ => null,
        };
    }

    /// <summary>Why two keys do not compare, and what to do.</summary>
    public static string Mismatch(string key, DataType type, string other, DataType otherType)
    {
        string both = $"'{key}' is {type} and '{other}' is {otherType}, which are never equal";
        return (type.Id == TypeId.Utf8) != (otherType.Id == TypeId.Utf8) ? $"{both}; cast(x as {(type.Id == TypeId.Utf8 ? otherType : type)}) makes one of the other"
            : type is TimestampType && otherType is TimestampType ? $"{both}: one has a time zone, the other has none"
            : both;
    }

    // What both are when they are equal: a whole number, unless both may be others.
    private static DataType OfNumbers(DataType a, DataType b) => (a.Id, b.Id) switch
    {
        (TypeId.Float64, TypeId.UInt64) or (TypeId.UInt64, TypeId.Float64) => DataType.UInt64,
        _ => DataType.Int64,
    };
}
