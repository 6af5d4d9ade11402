using System.Runtime.InteropServices;
using Apache.Arrow;

namespace Grid.Columns;

/// <summary>
/// Gives columns and batches as Apache.Arrow's, over the same memory: nothing is copied but, where a slice of a column cannot be expressed
/// by one offset, its bits. The arrays need not be disposed of. What stands where a null is, is undefined, as Arrow has it: a dictionary
/// array's code may lie outside of its dictionary there.
/// </summary>
public static class ArrowExport
{
    /// <summary>A batch as Apache.Arrow's.</summary>
    public static Apache.Arrow.RecordBatch ToArrow(this RecordBatch batch) =>
        new(batch.Schema.ToArrow(), batch.Columns.Select(ToArrow), batch.Length);

    /// <summary>A schema as Apache.Arrow's.</summary>
    public static Apache.Arrow.Schema ToArrow(this Schema schema) =>
        new(schema.Fields.Select(f => new Apache.Arrow.Field(f.Name, ArrowTypes.Of(f.Type), f.Nullable)), []);

    /// <summary>A column as an array of Apache.Arrow's.</summary>
    public static IArrowArray ToArrow(this Column column) => ArrowArrayFactory.BuildArray(Data(column));

    private static ArrayData Data(Column column)
    {
        var type = ArrowTypes.Of(column.Type);
        var dictionary = column is DictionaryColumn coded ? Data(coded.Values) : null;
        var stored = column is DictionaryColumn { Codes: var codes } ? codes : column;
        // One offset, in values, holds for all buffers: the bits decide it, and the others start so many values earlier.
        int offset = stored.Validity is { } bits ? bits.Offset & 7 : stored is BoolColumn bools ? bools.Values.Offset & 7 : 0;
        var buffers = Buffers(stored, offset);
        if (buffers is null)
            (offset, buffers) = (0, Buffers(stored, 0));
        ArrowBuffer validity = stored.NullCount == 0 ? ArrowBuffer.Empty : new ArrowBuffer(BitsFrom(stored.Validity!.Value, offset));
        return new ArrayData(type, column.Length, column.NullCount, offset, [validity, .. buffers!], null, dictionary);
    }

    // The buffers of values, of which the column's start so many values in; null where there is nothing before them.
    private static ArrowBuffer[]? Buffers(Column column, int offset)
    {
        switch (column)
        {
            case BoolColumn bools:
                return [new ArrowBuffer(BitsFrom(bools.Values, offset))];
            case Utf8Column text:
                return Earlier(text.OffsetBytes, offset * sizeof(int)) is { } offsets ? [new ArrowBuffer(offsets), new ArrowBuffer(text.Data)] : null;
            default:
                return Earlier(((IPrimitiveColumn)column).Bytes, offset * column.Type.ByteWidth) is { } values ? [new ArrowBuffer(values)] : null;
        }
    }

    private static ReadOnlyMemory<byte> BitsFrom(Bitmap bits, int offset)
    {
        if ((bits.Offset & 7) == offset)
            return bits.Bytes[(bits.Offset >> 3)..];
        var moved = new byte[Bitmap.BytesFor(offset + bits.Length)];
        for (int i = 0; i < bits.Length; i++)
        {
            if (bits[i])
                moved[(offset + i) >> 3] |= (byte)(1 << ((offset + i) & 7));
        }
        return moved;
    }

    private static ReadOnlyMemory<byte>? Earlier(ReadOnlyMemory<byte> bytes, int count)
    {
        if (count == 0)
            return bytes;
        return MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Offset >= count
            ? segment.Array.AsMemory(segment.Offset - count, segment.Count + count)
            : null;
    }
}
