using Grid.Columns;

namespace Grid.Query;

/// <summary>Makes columns of values at hand, to evaluate expressions over them.</summary>
internal static class ScalarColumn
{
    /// <summary>A column of a logical type, whose values are of that type or null.</summary>
    public static Column Of(LogicalType type, IReadOnlyList<Scalar> values) => type switch
    {
        { Kind: LogicalKind.Bool } => ColumnFactory.Bool([.. values.Select(v => v.IsNull ? (bool?)null : v.AsInt64 != 0)]),
        { Kind: LogicalKind.Whole } or LogicalTimestamp => ColumnFactory.Primitive<long>(type.Storage, [.. values.Select(v => v.IsNull ? (long?)null : v.AsInt64)]),
        { Kind: LogicalKind.Unsigned } => ColumnFactory.Primitive<ulong>(type.Storage, [.. values.Select(v => v.IsNull ? (ulong?)null : unchecked((ulong)v.AsInt64))]),
        { Kind: LogicalKind.Real } => ColumnFactory.Float64([.. values.Select(v => v.IsNull ? (double?)null : v.AsDouble)]),
        { Kind: LogicalKind.Date } => ColumnFactory.Primitive<int>(type.Storage, [.. values.Select(v => v.IsNull ? (int?)null : (int)v.AsInt64)]),
        _ => ColumnFactory.Utf8([.. values.Select(v => v.AsText)]),
    };

    /// <summary>
    /// The type that values are of, at least that of which they mostly are: moments of the finest unit of any, doubles where some are, and
    /// decimals where whole numbers have no type of 64 bits in common.
    /// </summary>
    public static LogicalType TypeOf(LogicalType mostly, IReadOnlyList<Scalar> values)
    {
        var type = mostly;
        if (CommonType.IsWhole(mostly) && values.Any(v => v.Type is { } t && t != mostly))
        {
            return values.All(v => v.IsNull || (v.AsWhole >= 0 && v.AsWhole <= ulong.MaxValue)) ? LogicalType.Unsigned
                : values.All(v => v.IsNull || (v.AsWhole >= long.MinValue && v.AsWhole <= long.MaxValue)) ? LogicalType.Whole : LogicalType.Decimal;
        }
        foreach (var value in values)
        {
            if (value.Type is not { } other || other == type)
                continue;
            type = (type, other) switch
            {
                (LogicalTimestamp t, LogicalTimestamp o) => o.Unit > t.Unit ? o : t,
                ({ Kind: LogicalKind.Date }, LogicalTimestamp o) => o,
                (LogicalTimestamp t, { Kind: LogicalKind.Date }) => t,
                _ => LogicalType.Real,
            };
        }
        return type;
    }

    /// <summary>Values as those of a type.</summary>
    public static Scalar As(LogicalType type, Scalar value) => value.IsNull || value.Type == type ? value
        : type.Kind == LogicalKind.Real ? Scalar.Float64(value.AsDouble)
        : CommonType.IsWhole(type) ? ScalarKey.FromInteger(type, (long)value.AsWhole)
        : value.AsMoment is { } moment && moment.TryConvert(type, out long tick) ? ScalarKey.FromInteger(type, tick) : Scalar.Null;
}
