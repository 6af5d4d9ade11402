using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Grid.Columns;

/// <summary>
/// Some rows of a column as a column of its own, in any order and any number of times, as Arrow's <c>take</c> has it. Of a dictionary column the
/// codes are taken, and the values shared.
/// </summary>
public static class TakenColumn
{
    /// <summary>Takes rows.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">Which rows; a negative one is null.</param>
    /// <param name="mayMiss">Whether some of the rows may be negative.</param>
    /// <exception cref="OverflowException">Texts of more than 2 GiB would be taken.</exception>
    public static Column Of(Column column, ReadOnlySpan<int> rows, bool mayMiss = false)
    {
        var (validity, nulls) = Validity(column, rows, mayMiss);
        return column switch
        {
            DictionaryColumn c => Codes(c, rows, mayMiss, validity, nulls),
            BoolColumn c => new BoolColumn(Bits(c.Values, rows), validity, nulls),
            Utf8Column c => Texts(c, rows, validity, nulls),
            _ => PrimitiveColumns.Over(column.Type, Bytes(column, rows, 0), validity, nulls),
        };
    }

    private static (Bitmap? Validity, int Nulls) Validity(Column column, ReadOnlySpan<int> rows, bool mayMiss)
    {
        var from = column.NullCount == 0 ? null : column.Validity;
        if (from is null && !mayMiss)
            return (null, 0);
        var bytes = new byte[Bitmap.BytesFor(rows.Length)];
        int nulls = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] >= 0 && (from is not { } bits || bits[rows[i]]))
                bytes[i >> 3] |= (byte)(1 << (i & 7));
            else
                nulls++;
        }
        return nulls == 0 ? (null, 0) : (new Bitmap(bytes, 0, rows.Length), nulls);
    }

    private static DictionaryColumn Codes(DictionaryColumn column, ReadOnlySpan<int> rows, bool mayMiss, Bitmap? validity, int nulls)
    {
        // What stands for null has room among the codes, or else the bitmap alone tells it.
        int code = column.Values.Length;
        bool hasRoom = column.Codes.Type.ByteWidth >= sizeof(int) || code <= (column.Codes.Type.Id is TypeId.UInt8 or TypeId.UInt16 ? 1 << (8 * column.Codes.Type.ByteWidth) : 1 << (8 * column.Codes.Type.ByteWidth - 1)) - 1;
        var codes = PrimitiveColumns.Over(column.Codes.Type, Bytes(column.Codes, rows, hasRoom ? code : 0), validity, nulls);
        return new DictionaryColumn(codes, column.Values, column.IsOrdered, (column.NullCount == 0 || column.NullsCoded) && (!mayMiss || hasRoom));
    }

    private static byte[] Bytes(Column column, ReadOnlySpan<int> rows, int missing)
    {
        var from = ((IPrimitiveColumn)column).Bytes.Span;
        return column.Type.ByteWidth switch
        {
            1 => Values<byte>(from, rows, (byte)missing),
            2 => Values<ushort>(from, rows, (ushort)missing),
            4 => Values<uint>(from, rows, (uint)missing),
            8 => Values<ulong>(from, rows, (ulong)missing),
            _ => Values<Int128>(from, rows, missing),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte[] Values<T>(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> rows, T missing) where T : unmanaged, INumberBase<T>
    {
        var from = MemoryMarshal.Cast<byte, T>(bytes);
        var taken = new byte[rows.Length * Unsafe.SizeOf<T>()];
        var to = MemoryMarshal.Cast<byte, T>(taken.AsSpan());
        for (int i = 0; i < to.Length; i++)
        {
            int row = rows[i];
            to[i] = (uint)row < (uint)from.Length ? from[row] : row < 0 ? missing : throw new ArgumentOutOfRangeException(nameof(rows), row, $"The column has {from.Length} rows.");
        }
        return taken;
    }

    private static Bitmap Bits(Bitmap values, ReadOnlySpan<int> rows)
    {
        var bytes = new byte[Bitmap.BytesFor(rows.Length)];
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] >= 0 && values[rows[i]])
                bytes[i >> 3] |= (byte)(1 << (i & 7));
        }
        return new Bitmap(bytes, 0, rows.Length);
    }

    private static Utf8Column Texts(Utf8Column column, ReadOnlySpan<int> rows, Bitmap? validity, int nulls)
    {
        var offsets = new byte[(rows.Length + 1) * sizeof(int)];
        var ends = MemoryMarshal.Cast<byte, int>(offsets.AsSpan());
        var from = column.Offsets;
        for (int i = 0; i < rows.Length; i++)
            ends[i + 1] = checked(ends[i] + (rows[i] < 0 ? 0 : from[rows[i] + 1] - from[rows[i]]));
        var data = new byte[ends[^1]];
        for (int i = 0; i < rows.Length; i++)
        {
            if (ends[i + 1] > ends[i])
                column[rows[i]].CopyTo(data.AsSpan(ends[i]));
        }
        return new Utf8Column(offsets, data, validity, nulls);
    }
}
