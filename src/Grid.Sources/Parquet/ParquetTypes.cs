using ParquetSharp;
using LogicalType = Grid.Columns.LogicalType;
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
            TimestampLogicalType t when physical == PhysicalType.Int64 => Column(ParquetKind.Whole, $"timestamp[{Unit(t.TimeUnit)}{(IsUtc(t) ? ", UTC" : "")}]", LogicalType.Timestamp(UnitOf(t.TimeUnit), IsUtc(t) ? "UTC" : null)),
            NullLogicalType when isInteger => Column(ParquetKind.Whole, TablePlan.NullType, LogicalType.Whole),
            DateLogicalType when physical == PhysicalType.Int32 => Column(ParquetKind.Whole, "date", LogicalType.Date),
            TimeLogicalType t when isInteger => Column(ParquetKind.Time, $"time[{Unit(t.TimeUnit)}]", LogicalType.Text) with { TicksPerSecond = LogicalType.Timestamp(UnitOf(t.TimeUnit)).TicksPerSecond },
            IntLogicalType { IsSigned: false } t when isInteger => Column(ParquetKind.Unsigned, $"uint{t.BitWidth}", t.BitWidth == 64 ? LogicalType.Unsigned : LogicalType.Whole),
            IntLogicalType t when isInteger => Column(ParquetKind.Whole, $"int{t.BitWidth}", LogicalType.Whole),
            Float16LogicalType when leaf.TypeLength == 2 => Column(ParquetKind.Real, "float16", LogicalType.Real),
            UuidLogicalType when leaf.TypeLength == 16 => Column(ParquetKind.Uuid, "uuid", LogicalType.Text),
            StringLogicalType or EnumLogicalType or JsonLogicalType when physical == PhysicalType.ByteArray => Column(ParquetKind.Text, logical.Type.ToString().ToLowerInvariant(), LogicalType.Text),
            _ => physical switch
            {
                PhysicalType.Boolean => Column(ParquetKind.Bool, "bool", LogicalType.Bool),
                PhysicalType.Int32 => Column(ParquetKind.Whole, "int32", LogicalType.Whole),
                PhysicalType.Int64 => Column(ParquetKind.Whole, "int64", LogicalType.Whole),
                PhysicalType.Int96 => Column(ParquetKind.Int96, "int96", LogicalType.Timestamp(TimeUnit.Microsecond), LogicalType.Timestamp(TimeUnit.Nanosecond), LogicalType.Text),
                PhysicalType.Float => Column(ParquetKind.Real, "float", LogicalType.Real),
                PhysicalType.Double => Column(ParquetKind.Real, "double", LogicalType.Real),
                PhysicalType.ByteArray or PhysicalType.FixedLenByteArray => Column(ParquetKind.Bytes, logical.Type == LogicalTypeEnum.None ? "binary" : logical.Type.ToString().ToLowerInvariant(), LogicalType.Text),
                _ => null,
            },
        };

        ParquetLeaf Column(ParquetKind kind, string declared, params LogicalType[] types) => new(index, name, kind, types, declared, level) { Physical = physical, Width = leaf.TypeLength };
    }

    private static ParquetLeaf? OfDecimal(int precision, int scale, ColumnDescriptor leaf, int index, string name, short level)
    {
        bool isStored = leaf.PhysicalType is PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.ByteArray or PhysicalType.FixedLenByteArray;
        if (!isStored || precision < 1 || scale < 0 || scale > precision)
            return null;
        LogicalType[] types = scale > 0
            ? precision <= ExactDigits ? [LogicalType.Real] : [LogicalType.Real, LogicalType.Text]
            : precision < 19 ? [LogicalType.Whole] : [LogicalType.Whole, LogicalType.Unsigned, LogicalType.Text];
        return new ParquetLeaf(index, name, ParquetKind.Decimal, types, $"decimal({precision},{scale})", level) { Physical = leaf.PhysicalType, Scale = scale, Precision = precision, Width = leaf.TypeLength };
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
