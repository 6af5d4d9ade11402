using System.Numerics;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>The rows of a growing column that are null: nothing is held until there is one.</summary>
internal sealed class NullBits : IDisposable
{
    private readonly PooledBytes _bits = new();
    private int _cleared;

    /// <summary>How many rows are null.</summary>
    public int Count { get; private set; }

    /// <summary>Marks a row, each at most once, as null.</summary>
    public void Set(int row)
    {
        int at = row >> 3;
        if (at >= _cleared)
            Clear(at);
        _bits.Array[at] |= (byte)(1 << (row & 7));
        Count++;
    }

    /// <summary>Marks the first rows, none of which is marked yet, as null.</summary>
    public void SetAll(int rows)
    {
        if (rows == 0)
            return;
        Clear(rows - 1 >> 3);
        _bits.Array.AsSpan(0, rows >> 3).Fill(0xFF);
        if ((rows & 7) != 0)
            _bits.Array[rows >> 3] = (byte)((1 << (rows & 7)) - 1);
        Count = rows;
    }

    /// <summary>The validity bitmap of a column of so many rows; null where no row is null.</summary>
    public Bitmap? ToValidity(int rows)
    {
        if (Count == 0)
            return null;
        var bytes = GC.AllocateUninitializedArray<byte>(Bitmap.BytesFor(rows));
        int held = Math.Min(bytes.Length, _cleared);
        for (int i = 0; i < held; i++)
            bytes[i] = (byte)~_bits.Array[i];
        bytes.AsSpan(held).Fill(0xFF);
        // Bits past the last row are 0, as the Arrow format advises.
        if ((rows & 7) != 0)
            bytes[^1] &= (byte)((1 << (rows & 7)) - 1);
        return new Bitmap(bytes, 0, rows);
    }

    /// <summary>Writes a value at every row that is null and within the values.</summary>
    public void Fill<T>(Span<T> values, T value)
    {
        if (Count == 0)
            return;
        int held = Math.Min(_cleared, Bitmap.BytesFor(values.Length));
        for (int i = 0; i < held; i += 8)
        {
            ulong word = 0;
            int bytes = Math.Min(8, held - i);
            _bits.Array.AsSpan(i, bytes).CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref word)));
            for (; word != 0; word &= word - 1)
                values[i * 8 + BitOperations.TrailingZeroCount(word)] = value;
        }
    }

    private void Clear(int at)
    {
        _bits.Reserve(at + 1, _cleared);
        _bits.Array.AsSpan(_cleared).Clear();
        _cleared = _bits.Capacity;
    }

    public void Dispose() => _bits.Dispose();
}
