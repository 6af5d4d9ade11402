using Apache.Arrow.Types;

namespace Grid.Columns;

/// <summary>The types of Apache.Arrow for Grid's, and the other way round. Apache.Arrow's have no value equality; Grid's have.</summary>
internal static class ArrowTypes
{
    public static IArrowType Of(DataType type) => type switch
    {
        DictionaryType d => new Apache.Arrow.Types.DictionaryType(Of(d.Index), Of(d.Value), d.Ordered),
        TimestampType t => new Apache.Arrow.Types.TimestampType((Apache.Arrow.Types.TimeUnit)t.Unit, t.TimeZone),
        _ => type.Id switch
        {
            TypeId.Bool => BooleanType.Default,
            TypeId.Int8 => Int8Type.Default,
            TypeId.Int16 => Int16Type.Default,
            TypeId.Int32 => Int32Type.Default,
            TypeId.Int64 => Int64Type.Default,
            TypeId.UInt8 => UInt8Type.Default,
            TypeId.UInt16 => UInt16Type.Default,
            TypeId.UInt32 => UInt32Type.Default,
            TypeId.UInt64 => UInt64Type.Default,
            TypeId.Float32 => FloatType.Default,
            TypeId.Float64 => DoubleType.Default,
            TypeId.Utf8 => StringType.Default,
            TypeId.Date32 => Date32Type.Default,
            TypeId.Decimal128 => new Decimal128Type(Metadata.DecimalDigits, 0),
            _ => throw new NotSupportedException($"Apache.Arrow has no type for {type}."),
        },
    };

    /// <summary>Grid's type for a column's.</summary>
    /// <exception cref="ArrowFormatException">Grid holds no such values.</exception>
    public static DataType Of(IArrowType type, string column) => type switch
    {
        Apache.Arrow.Types.DictionaryType d => Of(d.IndexType, column) is { IsInteger: true } index && Of(d.ValueType, column) is var value and not DictionaryType
            ? DataType.Dictionary(index, value, d.Ordered)
            : throw Unsupported(type, column),
        Apache.Arrow.Types.TimestampType t => DataType.Timestamp((TimeUnit)t.Unit, string.IsNullOrEmpty(t.Timezone) ? null : t.Timezone),
        Decimal128Type { Scale: 0 } => DataType.Decimal128,
        _ => type.TypeId switch
        {
            ArrowTypeId.Boolean => DataType.Bool,
            ArrowTypeId.Int8 => DataType.Int8,
            ArrowTypeId.Int16 => DataType.Int16,
            ArrowTypeId.Int32 => DataType.Int32,
            ArrowTypeId.Int64 => DataType.Int64,
            ArrowTypeId.UInt8 => DataType.UInt8,
            ArrowTypeId.UInt16 => DataType.UInt16,
            ArrowTypeId.UInt32 => DataType.UInt32,
            ArrowTypeId.UInt64 => DataType.UInt64,
            ArrowTypeId.Float => DataType.Float32,
            ArrowTypeId.Double => DataType.Float64,
            ArrowTypeId.String or ArrowTypeId.LargeString or ArrowTypeId.StringView => DataType.Utf8,
            ArrowTypeId.Date32 => DataType.Date32,
            _ => throw Unsupported(type, column),
        },
    };

    private static ArrowFormatException Unsupported(IArrowType type, string column) =>
        new($"column '{column}' is of type {type.Name}, which Grid does not hold; convert or drop it");
}
