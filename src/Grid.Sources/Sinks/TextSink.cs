using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Takes texts: as codes of the distinct ones while these are few, as plain text from then on.</summary>
internal sealed class TextSink : ColumnSink
{
    /// <summary>Rows after which a column whose texts mostly differ is no longer coded.</summary>
    public const int Trial = 8192;

    private readonly TextDictionary _distinct = new();
    private readonly NarrowBuffer _codes = new();
    private readonly PlainTexts _plain = new();
    private ushort[] _map = [];
    private int _checked;

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

    /// <summary>Numbers a text of a dictionary that indices will be into.</summary>
    /// <returns>False where the rows are to be taken as texts.</returns>
    public bool TryDictionary(int index, int entries, ReadOnlySpan<byte> text)
    {
        if (_map.Length < entries)
            Array.Resize(ref _map, entries);
        int code = !IsPlain && entries <= TextDictionary.Limit && Utf8.IsValid(text) ? _distinct.CodeOf(text) : -1;
        _map[index] = (ushort)Math.Max(0, code);
        return code >= 0;
    }

    /// <summary>Takes rows by indices into the dictionary that was numbered last.</summary>
    /// <param name="indices">Those of the rows that are no nulls.</param>
    /// <param name="nullAt">Which rows are null.</param>
    public void AppendIndices(ReadOnlySpan<int> indices, ReadOnlySpan<int> nullAt)
    {
        _codes.Append(indices, _map, _distinct.Count - 1, nullAt, ExpectedRows);
        Rows += indices.Length + nullAt.Length;
    }

    /// <summary>Takes one row of plain text; empty where a null is. It is looked at by <see cref="CheckPlain"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AppendPlain(ReadOnlySpan<byte> text)
    {
        _plain.Append(text, ExpectedRows);
        Rows++;
    }

    /// <summary>Looks at the rows of plain text that were taken since it was last called: at best at one go, as all the text is UTF-8 and no row starts within a character.</summary>
    /// <exception cref="InvalidDataException">A text is not UTF-8.</exception>
    public void CheckPlain()
    {
        var ends = _plain.Ends;
        var data = _plain.Data;
        int start = _checked == 0 ? 0 : ends[_checked - 1];
        bool isSound = Utf8.IsValid(data[start..]);
        for (int row = _checked; isSound && row < Rows; row++)
            isSound = ends[row] == data.Length || (data[ends[row]] & 0xC0) != 0x80;
        if (!isSound)
            throw new InvalidDataException("text that is not UTF-8");
        _checked = Rows;
    }

    /// <summary>Gives codes up.</summary>
    public void BecomePlain()
    {
        IsPlain = true;
        _plain.Decode(_codes, _distinct, Nulls, ExpectedRows);
        _checked = Rows;
    }

    public override Column Finish()
    {
        if (!IsPlain && TextEncoder.TryEncode(_codes, _distinct, Nulls) is { } coded)
            return coded;
        if (!IsPlain)
            BecomePlain();
        return _plain.ToColumn(Nulls);
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
        _plain.Dispose();
        base.Dispose();
    }
}
