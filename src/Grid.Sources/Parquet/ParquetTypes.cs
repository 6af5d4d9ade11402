using ParquetSharp;
using DataType = Grid.Columns.DataType;
using TimeUnit = Grid.Columns.TimeUnit;

namespace Grid.Sources;

/// <summary>Which logical types Parquet's types are.</summary>
internal static class ParquetTypes
{
    /// <summary>Digits of which every number is exact as a double.</summary>
    public const int ExactDigits = 15;

    /// <summary>The column of a leaf that is in no list or map.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="index">Which.</param>
    /// <param name="name">Its name.</param>
    /// <returns>Null where Grid has nothing that it could be.</returns>
    public static ParquetLeaf? Of(ColumnDescriptor leaf, int index, string name)
    {
        using var logical = leaf.LogicalType;
        var physical = leaf.PhysicalType;
        short level = leaf.MaxDefinitionLevel;
        bool isInteger = physical is PhysicalType.Int32 or PhysicalType.Int64;
        return logical switch
        {
            DecimalLogicalType d => OfDecimal(d.Precision, d.Scale, leaf, index, name, level),
            TimestampLogicalType t when physical == PhysicalType.Int64 => Column(ParquetKind.Whole, $"timestamp[{Unit(t.TimeUnit)}{(IsUtc(t) ? ", UTC" : "")}]", DataType.Timestamp(UnitOf(t.TimeUnit), IsUtc(t) ? "UTC" : null)),
            NullLogicalType when isInteger => Column(ParquetKind.Whole, TablePlan.NullType, DataType.Int64),
            DateLogicalType when physical == PhysicalType.Int32 => Column(ParquetKind.Whole, "date", DataType.Date32),
            TimeLogicalType t when isInteger => Column(ParquetKind.Time, $"time[{Unit(t.TimeUnit)}]", DataType.Utf8) with { TicksPerSecond = DataType.Timestamp(UnitOf(t.TimeUnit)).TicksPerSecond },
            IntLogicalType { IsSigned: false } t when isInteger => Column(ParquetKind.Unsigned, $"uint{t.BitWidth}", t.BitWidth == 64 ? DataType.UInt64 : DataType.Int64),
            IntLogicalType t when isInteger => Column(ParquetKind.Whole, $"int{t.BitWidth}", DataType.Int64),
            Float16LogicalType when leaf.TypeLength == 2 => Column(ParquetKind.Real, "float16", DataType.Float64),
            UuidLogicalType when leaf.TypeLength == 16 => Column(ParquetKind.Uuid, "uuid", DataType.Utf8),
            StringLogicalType or EnumLogicalType or JsonLogicalType when physical == PhysicalType.ByteArray => Column(ParquetKind.Text, logical.Type.ToString().ToLowerInvariant(), DataType.Utf8),
            _ => physical switch
            {
                PhysicalType.Boolean => Column(ParquetKind.Bool, "bool", DataType.Bool),
                PhysicalType.Int32 => Column(ParquetKind.Whole, "int32", DataType.Int64),
                PhysicalType.Int64 => Column(ParquetKind.Whole, "int64", DataType.Int64),
                PhysicalType.Int96 => Column(ParquetKind.Int96, "int96", DataType.Timestamp(TimeUnit.Microsecond), DataType.Timestamp(TimeUnit.Nanosecond), DataType.Utf8),
                PhysicalType.Float => Column(ParquetKind.Real, "float", DataType.Float64),
                PhysicalType.Double => Column(ParquetKind.Real, "double", DataType.Float64),
                PhysicalType.ByteArray or PhysicalType.FixedLenByteArray => Column(ParquetKind.Bytes, logical.Type == LogicalTypeEnum.None ? "binary" : logical.Type.ToString().ToLowerInvariant(), DataType.Utf8),
                _ => null,
            },
        };

        ParquetLeaf Column(ParquetKind kind, string declared, params DataType[] types) => new(index, name, kind, types, declared, level) { Width = leaf.TypeLength };
    }

    private static ParquetLeaf? OfDecimal(int precision, int scale, ColumnDescriptor leaf, int index, string name, short level)
    {
        bool isStored = leaf.PhysicalType is PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.ByteArray or PhysicalType.FixedLenByteArray;
        if (!isStored || precision < 1 || scale < 0 || scale > precision)
            return null;
        DataType[] types = scale > 0
            ? precision <= ExactDigits ? [DataType.Float64] : [DataType.Float64, DataType.Utf8]
            : precision < 19 ? [DataType.Int64] : [DataType.Int64, DataType.UInt64, DataType.Utf8];
        return new ParquetLeaf(index, name, ParquetKind.Decimal, types, $"decimal({precision},{scale})", level) { Scale = scale, Precision = precision, Width = leaf.TypeLength };
    }

    // Writers of the old types said UTC of whatever they wrote; pyarrow and DuckDB do not believe it either.
    private static bool IsUtc(TimestampLogicalType type) => type is { IsAdjustedToUtc: true, IsFromConvertedType: false };

    private static TimeUnit UnitOf(ParquetSharp.TimeUnit unit) => unit switch
    {
        ParquetSharp.TimeUnit.Millis => TimeUnit.Millisecond,
        ParquetSharp.TimeUnit.Micros => TimeUnit.Microsecond,
        _ => TimeUnit.Nanosecond,
    };

    private static string Unit(ParquetSharp.TimeUnit unit) => unit switch
    {
        ParquetSharp.TimeUnit.Millis => "ms",
        ParquetSharp.TimeUnit.Micros => "us",
        _ => "ns",
    };
}
