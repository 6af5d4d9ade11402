using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Takes texts: as codes of the distinct ones while these are few, as plain text from then on.</summary>
internal sealed class TextSink : ColumnSink
{
    /// <summary>Rows after which a column whose texts mostly differ is no longer coded.</summary>
    private const int Trial = 8192;

    private readonly TextDictionary _distinct = new();
    private readonly NarrowBuffer _codes = new();
    private readonly PooledBytes _ends = new();
    private readonly PooledBytes _data = new();
    private int _dataLength;

    /// <summary>Whether texts are no longer coded, and are to be taken one by one.</summary>
    public bool IsPlain { get; private set; }

    /// <summary>The code of a text, or -1 where there are too many.</summary>
    /// <exception cref="InvalidDataException">It is not UTF-8.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int CodeOf(ReadOnlySpan<byte> text)
    {
        int known = _distinct.Count;
        int code = _distinct.CodeOf(text);
        if (code == known)
            Check(text);
        return code;
    }

    /// <summary>Takes rows by their codes; 0 where a null is.</summary>
    public void AppendCodes(ReadOnlySpan<long> codes)
    {
        _codes.Append(codes, ExpectedRows);
        Rows += codes.Length;
        if (_codes.Count >= Trial && _distinct.Count > _codes.Count / 2)
            BecomePlain();
    }

    /// <summary>Takes one row of plain text; empty where a null is.</summary>
    /// <exception cref="InvalidDataException">It is not UTF-8.</exception>
    public void AppendPlain(ReadOnlySpan<byte> text)
    {
        Check(text);
        AppendChecked(text);
        _ends.Reserve((long)Math.Max(Rows + 1, ExpectedRows) * sizeof(int), Rows * sizeof(int));
        MemoryMarshal.Cast<byte, int>(_ends.Array.AsSpan())[Rows++] = _dataLength;
    }

    /// <summary>Gives codes up.</summary>
    public void BecomePlain()
    {
        IsPlain = true;
        _ends.Reserve((long)Math.Max(Rows, ExpectedRows) * sizeof(int), 0);
        var ends = MemoryMarshal.Cast<byte, int>(_ends.Array.AsSpan(0, Rows * sizeof(int)));
        _codes.CopyTo(ends);
        var isNull = new bool[Rows];
        Nulls.Fill(isNull, true);
        for (int row = 0; row < ends.Length; row++)
        {
            if (!isNull[row])
                AppendChecked(_distinct[ends[row]]);
            ends[row] = _dataLength;
        }
        _codes.Dispose();
        _distinct.Dispose();
    }

    public override Column Finish()
    {
        if (!IsPlain && TextEncoder.TryEncode(_codes, _distinct, Nulls) is { } coded)
            return coded;
        if (!IsPlain)
            BecomePlain();
        var offsets = GC.AllocateUninitializedArray<byte>((Rows + 1) * sizeof(int));
        offsets.AsSpan(0, sizeof(int)).Clear();
        _ends.Array.AsSpan(0, Rows * sizeof(int)).CopyTo(offsets.AsSpan(sizeof(int)));
        return new Utf8Column(offsets, _data.Array.AsSpan(0, _dataLength).ToArray(), Nulls.ToValidity(Rows), Nulls.Count);
    }

    private void AppendChecked(ReadOnlySpan<byte> text)
    {
        _data.Reserve((long)_dataLength + text.Length, _dataLength);
        text.CopyTo(_data.Array.AsSpan(_dataLength));
        _dataLength += text.Length;
    }

    private static void Check(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
            throw new InvalidDataException("text that is not UTF-8");
    }

    public override void Dispose()
    {
        _codes.Dispose();
        _distinct.Dispose();
        _ends.Dispose();
        _data.Dispose();
        base.Dispose();
    }
}
