using Grid.Columns;

namespace Grid.Query;

/// <summary>Makes columns of values at hand, to evaluate expressions over them.</summary>
internal static class ScalarColumn
{
    /// <summary>A column of a logical type, whose values are of that type or null.</summary>
    public static Column Of(DataType type, IReadOnlyList<Scalar> values) => type switch
    {
        { Id: TypeId.Bool } => ColumnFactory.Bool([.. values.Select(v => v.IsNull ? (bool?)null : v.AsInt64 != 0)]),
        { Id: TypeId.Int64 } or TimestampType => ColumnFactory.Primitive<long>(type, [.. values.Select(v => v.IsNull ? (long?)null : v.AsInt64)]),
        { Id: TypeId.UInt64 } => ColumnFactory.Primitive<ulong>(type, [.. values.Select(v => v.IsNull ? (ulong?)null : unchecked((ulong)v.AsInt64))]),
        { Id: TypeId.Float64 } => ColumnFactory.Float64([.. values.Select(v => v.IsNull ? (double?)null : v.AsDouble)]),
        { Id: TypeId.Date32 } => ColumnFactory.Primitive<int>(type, [.. values.Select(v => v.IsNull ? (int?)null : (int)v.AsInt64)]),
        _ => ColumnFactory.Utf8([.. values.Select(v => v.AsText)]),
    };

    /// <summary>
    /// The type that values are of, at least that of which they mostly are: moments of the finest unit of any, doubles where some are, and
    /// decimals where whole numbers have no type of 64 bits in common.
    /// </summary>
    public static DataType TypeOf(DataType mostly, IReadOnlyList<Scalar> values)
    {
        var type = mostly;
        if (CommonType.IsWhole(mostly) && values.Any(v => v.Type is { } t && t != mostly))
        {
            return values.All(v => v.IsNull || (v.AsWhole >= 0 && v.AsWhole <= ulong.MaxValue)) ? DataType.UInt64
                : values.All(v => v.IsNull || (v.AsWhole >= long.MinValue && v.AsWhole <= long.MaxValue)) ? DataType.Int64 : DataType.Decimal128;
        }
        foreach (var value in values)
        {
            if (value.Type is not { } other || other == type)
                continue;
            type = (type, other) switch
            {
                (TimestampType t, TimestampType o) => o.Unit > t.Unit ? o : t,
                ({ Id: TypeId.Date32 }, TimestampType o) => o,
                (TimestampType t, { Id: TypeId.Date32 }) => t,
                _ => DataType.Float64,
            };
        }
        return type;
    }

    /// <summary>Values as those of a type.</summary>
    public static Scalar As(DataType type, Scalar value) => value.IsNull || value.Type == type ? value
        : type.Id == TypeId.Float64 ? Scalar.Float64(value.AsDouble)
        : CommonType.IsWhole(type) ? ScalarKey.FromInteger(type, (long)value.AsWhole)
        : value.AsMoment is { } moment && moment.TryConvert(type, out long tick) ? ScalarKey.FromInteger(type, tick) : Scalar.Null;
}
