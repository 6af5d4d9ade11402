using System.Runtime.CompilerServices;
using ParquetSharp;

namespace Grid.Sources;

/// <summary>The rows of one data page of a flat column: first which of them are null, then the values of the others.</summary>
internal unsafe struct PageRows
{
    private readonly bool _hasNulls;
    private readonly int _width;
    private HybridRuns _levels;
    private HybridRuns _indices;
    private byte* _at;
    private readonly byte* _end;
    private int _bit;

    private PageRows(PageBytes page, bool hasNulls, int width)
    {
        (_hasNulls, _width) = (hasNulls, width);
        _at = page.Data;
        _end = page.Data + page.Length;
    }

    /// <summary>Whether values are indices into the dictionary.</summary>
    public bool IsCoded { get; private init; }

    /// <summary>Sets out to read a page.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="page">What is in it.</param>
    /// <param name="hasNulls">Whether there may be nulls.</param>
    /// <param name="width">Bytes of a value of fixed length.</param>
    /// <param name="rows">The rows.</param>
    /// <returns>False where values are written as ParquetSharp alone knows, or the page is damaged.</returns>
    public static bool TryOpen(PageHeader header, PageBytes page, bool hasNulls, int width, out PageRows rows)
    {
        bool isCoded = header.Encoding is PageEncoding.PlainDictionary or PageEncoding.RleDictionary;
        rows = new PageRows(page, hasNulls, width) { IsCoded = isCoded };
        if (!isCoded && header.Encoding != PageEncoding.Plain)
            return false;
        if (header.Kind == PageKind.Data2)
        {
            rows._levels = new HybridRuns(page.Levels, page.Levels + page.LevelBytes, 1);
        }
        else if (hasNulls)
        {
            if (page.Length < sizeof(int) || *(uint*)rows._at > (uint)(page.Length - sizeof(int)))
                return false;
            byte* levels = rows._at + sizeof(int);
            rows._at = levels + *(int*)rows._at;
            rows._levels = new HybridRuns(levels, rows._at, 1);
        }
        if (!isCoded)
            return true;
        // A page of nulls alone may end here.
        int bits = rows._at < rows._end ? *rows._at++ : 0;
        rows._indices = new HybridRuns(rows._at, rows._end, bits);
        return bits <= HybridRuns.MostBits;
    }

    /// <summary>Reads the values of a dictionary page.</summary>
    /// <returns>False where there are fewer, or they are written as ParquetSharp alone knows.</returns>
    public static bool TryDictionary<T>(PageHeader header, PageBytes page, int width, out T[] values) where T : unmanaged
    {
        values = [];
        // Of truth values there are no dictionaries.
        bool isOne = header.Encoding is PageEncoding.Plain or PageEncoding.PlainDictionary && typeof(T) != typeof(bool);
        int least = typeof(T) == typeof(ByteArray) ? sizeof(int) : typeof(T) == typeof(FixedLenByteArray) ? Math.Max(1, width) : sizeof(T);
        isOne &= header.Values <= page.Length / least;
        if (!isOne)
            return false;
        values = new T[header.Values];
        return new PageRows(page, hasNulls: false, width).TryValues(values.AsSpan());
    }

    /// <summary>Finds the nulls of the next rows.</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="nullAt">Receives which of them are null.</param>
    /// <param name="nulls">How many are.</param>
    /// <returns>False where there are fewer rows.</returns>
    public bool TryNulls(int count, Span<int> nullAt, out int nulls)
    {
        nulls = 0;
        for (int row = 0; _hasNulls && row < count;)
        {
            int taken = _levels.Take(count - row, out var run);
            if (taken == 0)
                return false;
            if (run.IsPacked)
            {
                nulls += BitPacked.Zeros(run.Packed, run.First, taken, row, nullAt[nulls..]);
            }
            else if (run.Value == 0)
            {
                for (int i = 0; i < taken; i++)
                    nullAt[nulls++] = row + i;
            }
            row += taken;
        }
        return true;
    }

    /// <summary>Reads indices into a dictionary of so many values.</summary>
    public bool TryIndices(Span<int> indices, int entries) =>
        _indices.TryRead(indices) && BitPacked.AreBelow(indices, entries);

    /// <summary>Looks indices, which are within the dictionary, up in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Look<T>(ReadOnlySpan<int> indices, ReadOnlySpan<T> dictionary, Span<T> values)
    {
        for (int i = 0; i < indices.Length; i++)
            values[i] = dictionary[indices[i]];
    }

    /// <summary>Reads values that stand as they are, of fixed or of any length.</summary>
    /// <returns>False where there are fewer.</returns>
    public bool TryValues<T>(Span<T> values) where T : unmanaged
    {
        if (typeof(T) == typeof(bool))
            return TryBools(values);
        if (typeof(T) == typeof(ByteArray))
            return TryTexts(values);
        if (typeof(T) == typeof(FixedLenByteArray))
            return TryFixed(values);
        long bytes = (long)values.Length * sizeof(T);
        if (bytes > _end - _at)
            return false;
        new ReadOnlySpan<byte>(_at, (int)bytes).CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values));
        _at += bytes;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryBools<T>(Span<T> values)
    {
        if ((_bit + (long)values.Length + 7) / 8 > _end - _at)
            return false;
        for (int i = 0; i < values.Length; i++, _bit++)
            Unsafe.As<T, bool>(ref values[i]) = (_at[_bit >> 3] >> (_bit & 7) & 1) != 0;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryTexts<T>(Span<T> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (_end - _at < sizeof(int) || *(uint*)_at > (ulong)(_end - _at - sizeof(int)))
                return false;
            int length = *(int*)_at;
            Unsafe.As<T, ByteArray>(ref values[i]) = new ByteArray((nint)(_at + sizeof(int)), length);
            _at += sizeof(int) + length;
        }
        return true;
    }

    private bool TryFixed<T>(Span<T> values)
    {
        if (_width <= 0 || (long)values.Length * _width > _end - _at)
            return false;
        for (int i = 0; i < values.Length; i++, _at += _width)
            Unsafe.As<T, FixedLenByteArray>(ref values[i]) = new FixedLenByteArray((nint)_at);
        return true;
    }
}
