using System.Buffers.Binary;

namespace Grid.Columns;

/// <summary>Single values as bytes, whatever the column's type: how dictionaries are compared, merged and put in order.</summary>
internal static class ValueBytes
{
    private static readonly byte[] s_bools = [0, 1];

    /// <summary>The bytes of a value: little-endian numbers, UTF-8 text, 0 or 1 for a truth value.</summary>
    public static ReadOnlySpan<byte> Of(Column column, int row) => column switch
    {
        Utf8Column text => text[row],
        BoolColumn bools => s_bools.AsSpan(bools.Values[row] ? 1 : 0, 1),
        IPrimitiveColumn numbers => numbers.Bytes.Span.Slice(row * column.Type.ByteWidth, column.Type.ByteWidth),
        _ => throw new ArgumentException($"A column of {column.Type} has no values of its own."),
    };

    /// <summary>Whether two columns without nulls, of one type, hold the same values in the same order.</summary>
    public static bool Same(Column a, Column b)
    {
        if (ReferenceEquals(a, b))
            return true;
        if (a.Length != b.Length)
            return false;
        for (int i = 0; i < a.Length; i++)
        {
            if (!Of(a, i).SequenceEqual(Of(b, i)))
                return false;
        }
        return true;
    }

    /// <summary>Compares values as an ordered dictionary has them: NaN after all numbers, text by its bytes.</summary>
    public static int Compare(DataType type, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => type.Id switch
    {
        TypeId.Bool or TypeId.UInt8 => a[0].CompareTo(b[0]),
        TypeId.Int8 => ((sbyte)a[0]).CompareTo((sbyte)b[0]),
        TypeId.Int16 => BinaryPrimitives.ReadInt16LittleEndian(a).CompareTo(BinaryPrimitives.ReadInt16LittleEndian(b)),
        TypeId.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(a).CompareTo(BinaryPrimitives.ReadUInt16LittleEndian(b)),
        TypeId.Int32 or TypeId.Date32 => BinaryPrimitives.ReadInt32LittleEndian(a).CompareTo(BinaryPrimitives.ReadInt32LittleEndian(b)),
        TypeId.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(a).CompareTo(BinaryPrimitives.ReadUInt32LittleEndian(b)),
        TypeId.Int64 or TypeId.Timestamp => BinaryPrimitives.ReadInt64LittleEndian(a).CompareTo(BinaryPrimitives.ReadInt64LittleEndian(b)),
        TypeId.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(a).CompareTo(BinaryPrimitives.ReadUInt64LittleEndian(b)),
        TypeId.Decimal128 => BinaryPrimitives.ReadInt128LittleEndian(a).CompareTo(BinaryPrimitives.ReadInt128LittleEndian(b)),
        TypeId.Float32 => Compare(BinaryPrimitives.ReadSingleLittleEndian(a), BinaryPrimitives.ReadSingleLittleEndian(b)),
        TypeId.Float64 => Compare(BinaryPrimitives.ReadDoubleLittleEndian(a), BinaryPrimitives.ReadDoubleLittleEndian(b)),
        _ => a.SequenceCompareTo(b),
    };

    private static int Compare(double a, double b) =>
        a < b ? -1 : a > b ? 1 : a == b ? 0 : double.IsNaN(a).CompareTo(double.IsNaN(b));
}
