using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Texts one behind the other, as a column of plain text holds them; empty where a null is.</summary>
internal sealed class PlainTexts : IDisposable
{
    private readonly PooledBytes _ends = new();
    private readonly PooledBytes _data = new();
    private int _length;

    /// <summary>How many there are.</summary>
    public int Rows { get; private set; }

    /// <summary>Where each ends.</summary>
    public ReadOnlySpan<int> Ends => MemoryMarshal.Cast<byte, int>(_ends.Array.AsSpan(0, Rows * sizeof(int)));

    /// <summary>The bytes of all of them.</summary>
    public ReadOnlySpan<byte> Data => _data.Array.AsSpan(0, _length);

    /// <summary>Takes the rows that were codes so far, as the first ones.</summary>
    /// <param name="codes">Their codes; these and their texts are let go.</param>
    /// <param name="distinct">The text of each code.</param>
    /// <param name="nulls">Which rows are null.</param>
    /// <param name="expectedRows">How many rows there will be.</param>
    public void Decode(NarrowBuffer codes, TextDictionary distinct, NullBits nulls, int expectedRows)
    {
        int rows = codes.Count;
        _ends.Reserve((long)Math.Max(rows, expectedRows) * sizeof(int), 0);
        var ends = MemoryMarshal.Cast<byte, int>(_ends.Array.AsSpan(0, rows * sizeof(int)));
        codes.CopyTo(ends);
        var isNull = new bool[rows];
        nulls.Fill(isNull, true);
        for (int row = 0; row < ends.Length; row++)
        {
            if (!isNull[row])
                AppendBytes(distinct[ends[row]]);
            ends[row] = _length;
        }
        Rows = rows;
        codes.Dispose();
        distinct.Dispose();
    }

    /// <summary>Takes a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="expectedRows">How many rows there will be.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ReadOnlySpan<byte> text, int expectedRows)
    {
        AppendBytes(text);
        if (_ends.Capacity < (Rows + 1) * sizeof(int))
            _ends.Reserve((long)Math.Max(Rows + 1, expectedRows) * sizeof(int), Rows * sizeof(int));
        Unsafe.WriteUnaligned(ref _ends.Array[Rows++ * sizeof(int)], _length);
    }

    /// <summary>The column of all rows.</summary>
    public Utf8Column ToColumn(NullBits nulls)
    {
        var offsets = GC.AllocateUninitializedArray<byte>((Rows + 1) * sizeof(int));
        offsets.AsSpan(0, sizeof(int)).Clear();
        MemoryMarshal.AsBytes(Ends).CopyTo(offsets.AsSpan(sizeof(int)));
        return new Utf8Column(offsets, Data.ToArray(), nulls.ToValidity(Rows), nulls.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AppendBytes(ReadOnlySpan<byte> text)
    {
        if (_data.Capacity - _length < text.Length)
            _data.Reserve((long)_length + text.Length, _length);
        text.CopyTo(_data.Array.AsSpan(_length));
        _length += text.Length;
    }

    public void Dispose()
    {
        _ends.Dispose();
        _data.Dispose();
    }
}
