namespace Grid.Columns;

/// <summary>
/// How the values of a column are stored, as the Arrow format has it; what they are is <see cref="Logical"/>. Compared by value.
/// <see cref="TimestampType"/> and <see cref="DictionaryType"/> carry parameters; all others are the constants below.
/// </summary>
public record DataType
{
    private protected DataType(TypeId id) => Id = id;

    /// <summary>The kind of type.</summary>
    public TypeId Id { get; }

    /// <summary>One bit a value.</summary>
    public static DataType Bool { get; } = new(TypeId.Bool);
    /// <summary>Signed 8-bit integer.</summary>
    public static DataType Int8 { get; } = new(TypeId.Int8);
    /// <summary>Signed 16-bit integer.</summary>
    public static DataType Int16 { get; } = new(TypeId.Int16);
    /// <summary>Signed 32-bit integer.</summary>
    public static DataType Int32 { get; } = new(TypeId.Int32);
    /// <summary>Signed 64-bit integer.</summary>
    public static DataType Int64 { get; } = new(TypeId.Int64);
    /// <summary>Unsigned 8-bit integer.</summary>
    public static DataType UInt8 { get; } = new(TypeId.UInt8);
    /// <summary>Unsigned 16-bit integer.</summary>
    public static DataType UInt16 { get; } = new(TypeId.UInt16);
    /// <summary>Unsigned 32-bit integer.</summary>
    public static DataType UInt32 { get; } = new(TypeId.UInt32);
    /// <summary>Unsigned 64-bit integer.</summary>
    public static DataType UInt64 { get; } = new(TypeId.UInt64);
    /// <summary>IEEE 754 single precision.</summary>
    public static DataType Float32 { get; } = new(TypeId.Float32);
    /// <summary>IEEE 754 double precision.</summary>
    public static DataType Float64 { get; } = new(TypeId.Float64);
    /// <summary>UTF-8 text.</summary>
    public static DataType Utf8 { get; } = new(TypeId.Utf8);
    /// <summary>Days since 1970-01-01.</summary>
    public static DataType Date32 { get; } = new(TypeId.Date32);

    /// <summary>Whole numbers of up to 38 digits: Arrow's decimal of 128 bits with none of its digits behind the point.</summary>
    public static DataType Decimal128 { get; } = new(TypeId.Decimal128);

    /// <summary>Ticks of <paramref name="unit"/> since 1970-01-01, without a time zone unless one is named.</summary>
    public static TimestampType Timestamp(TimeUnit unit, string? timeZone = null) => new(new LogicalTimestamp(unit, timeZone));

    /// <summary>Codes of type <paramref name="index"/> into distinct values of type <paramref name="value"/>.</summary>
    /// <param name="index">An integer type.</param>
    /// <param name="value">Any type but a dictionary.</param>
    /// <param name="ordered">True when the values ascend, so that codes compare as their values do.</param>
    public static DictionaryType Dictionary(DataType index, DataType value, bool ordered = false) => new(index, value, ordered);

    /// <summary>True for the eight integer types.</summary>
    public bool IsInteger => Id is >= TypeId.Int8 and <= TypeId.UInt64;

    /// <summary>True for the two floating-point types.</summary>
    public bool IsFloating => Id is TypeId.Float32 or TypeId.Float64;

    /// <summary>What the values are, and a question sees, whatever the encoding: integers but uint64 are int64, floats float64, and codes what they stand for.</summary>
    public LogicalType Logical => this switch
    {
        DictionaryType d => d.Value.Logical,
        TimestampType t => t.Moments,
        _ => Id switch
        {
            TypeId.Bool => LogicalType.Bool,
            TypeId.UInt64 => LogicalType.Unsigned,
            TypeId.Float32 or TypeId.Float64 => LogicalType.Real,
            TypeId.Utf8 => LogicalType.Text,
            TypeId.Date32 => LogicalType.Date,
            TypeId.Decimal128 => LogicalType.Decimal,
            _ => LogicalType.Whole,
        },
    };

    /// <summary>Bytes of one value of a fixed-width type.</summary>
    /// <exception cref="InvalidOperationException">The type has no whole number of bytes a value (bool, utf8).</exception>
    public int ByteWidth => this is DictionaryType d ? d.Index.ByteWidth : Id switch
    {
        TypeId.Int8 or TypeId.UInt8 => 1,
        TypeId.Int16 or TypeId.UInt16 => 2,
        TypeId.Int32 or TypeId.UInt32 or TypeId.Float32 or TypeId.Date32 => 4,
        TypeId.Int64 or TypeId.UInt64 or TypeId.Float64 or TypeId.Timestamp => 8,
        TypeId.Decimal128 => 16,
        _ => throw new InvalidOperationException($"{this} has no fixed byte width."),
    };

    /// <summary>What a <see cref="PrimitiveColumn{T}"/> of this type stores; null for a type that is no such column's.</summary>
    internal Type? StorageType => Id switch
    {
        TypeId.Int8 => typeof(sbyte),
        TypeId.Int16 => typeof(short),
        TypeId.Int32 or TypeId.Date32 => typeof(int),
        TypeId.Int64 or TypeId.Timestamp => typeof(long),
        TypeId.UInt8 => typeof(byte),
        TypeId.UInt16 => typeof(ushort),
        TypeId.UInt32 => typeof(uint),
        TypeId.UInt64 => typeof(ulong),
        TypeId.Float32 => typeof(float),
        TypeId.Float64 => typeof(double),
        TypeId.Decimal128 => typeof(Int128),
        _ => null,
    };

    /// <summary>The name as users see and write it: <c>int64</c>, <c>timestamp[s]</c>, <c>dictionary&lt;uint8, utf8&gt;</c>.</summary>
    public sealed override string ToString() => Describe();

    private protected virtual string Describe() => Id.ToString().ToLowerInvariant();
}
