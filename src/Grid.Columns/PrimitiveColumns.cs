namespace Grid.Columns;

/// <summary>Columns of fixed-width values whose type is known only at run time.</summary>
internal static class PrimitiveColumns
{
    /// <summary>Looks at bytes as a column of a type.</summary>
    public static Column Over(DataType type, ReadOnlyMemory<byte> bytes, Bitmap? validity, int nullCount) => type.Id switch
    {
        TypeId.Int8 => new PrimitiveColumn<sbyte>(type, bytes, validity, nullCount),
        TypeId.Int16 => new PrimitiveColumn<short>(type, bytes, validity, nullCount),
        TypeId.Int32 or TypeId.Date32 => new PrimitiveColumn<int>(type, bytes, validity, nullCount),
        TypeId.Int64 or TypeId.Timestamp => new PrimitiveColumn<long>(type, bytes, validity, nullCount),
        TypeId.UInt8 => new PrimitiveColumn<byte>(type, bytes, validity, nullCount),
        TypeId.UInt16 => new PrimitiveColumn<ushort>(type, bytes, validity, nullCount),
        TypeId.UInt32 => new PrimitiveColumn<uint>(type, bytes, validity, nullCount),
        TypeId.UInt64 => new PrimitiveColumn<ulong>(type, bytes, validity, nullCount),
        TypeId.Float32 => new PrimitiveColumn<float>(type, bytes, validity, nullCount),
        TypeId.Float64 => new PrimitiveColumn<double>(type, bytes, validity, nullCount),
        TypeId.Decimal128 => new PrimitiveColumn<Int128>(type, bytes, validity, nullCount),
        _ => throw new ArgumentException($"A column of {type} is not one of fixed-width values."),
    };
}
