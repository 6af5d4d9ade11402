using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Grid.Columns;
using ParquetSharp;
using Column = Grid.Columns.Column;

namespace Grid.Sources;

/// <summary>Hands the values of a column to a writer of Parquet's: those that are not null, and for each row whether it is.</summary>
internal static unsafe class ParquetColumn
{
    /// <summary>Rows that are handed over at once.</summary>
    private const int Block = 1 << 14;

    /// <exception cref="OverflowException">A moment in seconds has no room in milliseconds.</exception>
    public static void Write(Column column, DataType type, ColumnWriter writer)
    {
        for (int start = 0; start < column.Length; start += Block)
        {
            var part = column.Slice(start, Math.Min(Block, column.Length - start));
            short[] levels = Levels(part);
            if (type.Id == TypeId.Utf8)
                WriteText(part, levels, (ColumnWriter<ByteArray>)writer);
            else
                WritePlain(PlainColumn.Of(part, type.Logical), levels, writer);
        }
    }

    // 1 where a value is, 0 where null is.
    private static short[] Levels(Column column)
    {
        var levels = new short[column.Length];
        if (column.NullCount == 0)
        {
            levels.AsSpan().Fill(1);
            return levels;
        }
        for (int i = 0; i < levels.Length; i++)
            levels[i] = column.IsValid(i) ? (short)1 : (short)0;
        return levels;
    }

    private static void WritePlain(Column column, short[] levels, ColumnWriter writer)
    {
        switch (column)
        {
            case BoolColumn c:
                var bools = new bool[c.Length];
                for (int i = 0; i < bools.Length; i++)
                    bools[i] = c.Values[i];
                ((ColumnWriter<bool>)writer).WriteBatch(levels.Length, levels, default, Present<bool>(bools, levels, c));
                break;
            case PrimitiveColumn<int> c:
                ((ColumnWriter<int>)writer).WriteBatch(levels.Length, levels, default, Present(c.Values, levels, c));
                break;
            case PrimitiveColumn<double> c:
                ((ColumnWriter<double>)writer).WriteBatch(levels.Length, levels, default, Present(c.Values, levels, c));
                break;
            case PrimitiveColumn<long> c:
                var longs = Present(c.Values, levels, c);
                ((ColumnWriter<long>)writer).WriteBatch(levels.Length, levels, default, c.Type is TimestampType { Unit: Columns.TimeUnit.Second } ? Milliseconds(longs) : longs);
                break;
            case PrimitiveColumn<ulong> c:
                ((ColumnWriter<long>)writer).WriteBatch(levels.Length, levels, default, MemoryMarshal.Cast<ulong, long>(Present(c.Values, levels, c)));
                break;
            default:
                WriteDecimals((PrimitiveColumn<Int128>)column, levels, (ColumnWriter<FixedLenByteArray>)writer);
                break;
        }
    }

    private static ReadOnlySpan<T> Present<T>(ReadOnlySpan<T> values, short[] levels, Column column)
    {
        if (column.NullCount == 0)
            return values;
        var present = new T[values.Length - column.NullCount];
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (levels[i] != 0)
                present[count++] = values[i];
        }
        return present;
    }

    private static long[] Milliseconds(ReadOnlySpan<long> seconds)
    {
        var milliseconds = new long[seconds.Length];
        for (int i = 0; i < milliseconds.Length; i++)
            milliseconds[i] = checked(seconds[i] * 1000);
        return milliseconds;
    }

    private static void WriteDecimals(PrimitiveColumn<Int128> column, short[] levels, ColumnWriter<FixedLenByteArray> writer)
    {
        var values = Present(column.Values, levels, column);
        var bytes = new byte[Math.Max(1, values.Length) * sizeof(Int128)];
        var places = new FixedLenByteArray[values.Length];
        fixed (byte* start = bytes)
        {
            for (int i = 0; i < places.Length; i++)
            {
                BinaryPrimitives.WriteInt128BigEndian(bytes.AsSpan(i * sizeof(Int128)), values[i]);
                places[i] = new FixedLenByteArray((nint)(start + i * sizeof(Int128)));
            }
            writer.WriteBatch(levels.Length, levels, default, places);
        }
    }

    // The writer copies what it is pointed to; until then the text stays where it is.
    private static void WriteText(Column column, short[] levels, ColumnWriter<ByteArray> writer)
    {
        var coded = column as DictionaryColumn;
        var text = (Utf8Column)(coded?.Values ?? column);
        int[]? codes = coded is null ? null : PlainColumn.Codes(coded);
        var places = new ByteArray[column.Length - column.NullCount];
        var offsets = text.Offsets;
        using MemoryHandle pin = text.Data.Pin();
        int count = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            if (levels[i] == 0)
                continue;
            int at = codes?[i] ?? i;
            places[count++] = new ByteArray((nint)((byte*)pin.Pointer + offsets[at]), offsets[at + 1] - offsets[at]);
        }
        writer.WriteBatch(levels.Length, levels, default, places);
    }
}
