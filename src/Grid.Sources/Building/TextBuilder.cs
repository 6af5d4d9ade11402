using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Grid.Arrow;

namespace Grid.Sources;

/// <summary>
/// Builds a column of text: as codes of the distinct texts while these are few, as plain text from then on.
/// </summary>
internal sealed unsafe class TextBuilder(byte quote) : ColumnBuilder
{
    /// <summary>Rows after which a column whose texts mostly differ is no longer coded.</summary>
    private const int Trial = 8192;

    private readonly TextDictionary _distinct = new();
    private readonly NarrowBuffer _codes = new();
    private readonly PooledBytes _ends = new();
    private readonly PooledBytes _data = new();
    private byte[] _unescaped = [];
    private bool _isPlain;
    private int _plainRows;
    private int _dataLength;

    public override DataType Type => DataType.Utf8;

    private protected override int AppendFields<TFields>(byte* text, TFields fields, int rows, in FieldWords words)
    {
        int coded = _isPlain ? 0 : Code(text, fields, rows, words);
        if (!_isPlain)
            _codes.Append(new ReadOnlySpan<long>(words.Values, coded), ExpectedRows);
        if (!_isPlain && (coded < rows || (_codes.Count >= Trial && _distinct.Count > _codes.Count / 2)))
            BecomePlain();
        if (_isPlain)
            AppendPlain(text, fields, coded, rows);
        return rows;
    }

    public override Column Finish()
    {
        if (!_isPlain && TextEncoder.TryEncode(_codes, _distinct, Nulls) is { } coded)
            return coded;
        if (!_isPlain)
            BecomePlain();
        return FinishPlain();
    }

    /// <summary>Writes the codes of fields; returns how many, fewer than all where there are too many distinct texts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Code<TFields>(byte* text, TFields fields, int rows, in FieldWords words) where TFields : struct, IFields
    {
        ulong lastKey = 0;
        int lastLength = -1;
        long lastCode = 0;
        for (int row = 0; row < rows; row++)
        {
            int length = words.Lengths[row];
            ulong key = words.Key(row);
            if (length == lastLength && key == lastKey)
            {
                words.Values[row] = lastCode;
                continue;
            }
            if (length == 0 && !(TFields.MayBeQuoted && fields.IsQuoted((nint)row * fields.Stride)))
            {
                words.Values[row] = 0;
                Nulls.Set(Rows + row);
                continue;
            }
            if (length > 8 || (TFields.MayBeQuoted && Field(text, fields, row).Contains(quote)))
            {
                if ((words.Values[row] = _distinct.CodeOf(Unescape(text, fields, row))) < 0)
                    return row;
                continue;
            }
            if ((words.Values[row] = _distinct.CodeOfShort(key, length)) < 0)
                return row;
            // A quoted empty text and a null look alike.
            if (length > 0)
                (lastKey, lastLength, lastCode) = (key, length, words.Values[row]);
        }
        return rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AppendPlain<TFields>(byte* text, TFields fields, int from, int rows) where TFields : struct, IFields
    {
        _ends.Reserve((long)Math.Max(_plainRows + rows, ExpectedRows) * sizeof(int), _plainRows * sizeof(int));
        var ends = MemoryMarshal.Cast<byte, int>(_ends.Array.AsSpan());
        for (int row = from; row < rows; row++)
        {
            var field = Unescape(text, fields, row);
            if (field.Length == 0 && !(TFields.MayBeQuoted && fields.IsQuoted((nint)row * fields.Stride)))
                Nulls.Set(Rows + row);
            _data.Reserve((long)_dataLength + field.Length, _dataLength);
            field.CopyTo(_data.Array.AsSpan(_dataLength));
            _dataLength += field.Length;
            ends[_plainRows++] = _dataLength;
        }
    }

    /// <summary>A field with each pair of quotes in it made one.</summary>
    private ReadOnlySpan<byte> Unescape<TFields>(byte* text, TFields fields, int row) where TFields : struct, IFields
    {
        var field = Field(text, fields, row);
        if (!TFields.MayBeQuoted || !field.Contains(quote))
            return field;
        if (_unescaped.Length < field.Length)
            _unescaped = new byte[field.Length];
        int length = 0;
        for (int i = 0; i < field.Length; i++)
        {
            _unescaped[length++] = field[i];
            if (field[i] == quote)
                i++;
        }
        return _unescaped.AsSpan(0, length);
    }

    private void BecomePlain()
    {
        _isPlain = true;
        _plainRows = _codes.Count;
        _ends.Reserve((long)Math.Max(_plainRows, ExpectedRows) * sizeof(int), 0);
        var ends = MemoryMarshal.Cast<byte, int>(_ends.Array.AsSpan(0, _plainRows * sizeof(int)));
        _codes.CopyTo(ends);
        var isNull = new bool[_plainRows];
        Nulls.Fill(isNull, true);
        for (int row = 0; row < ends.Length; row++)
        {
            if (!isNull[row])
            {
                var value = _distinct[ends[row]];
                _data.Reserve((long)_dataLength + value.Length, _dataLength);
                value.CopyTo(_data.Array.AsSpan(_dataLength));
                _dataLength += value.Length;
            }
            ends[row] = _dataLength;
        }
        _codes.Dispose();
        _distinct.Dispose();
    }

    private Utf8Column FinishPlain()
    {
        var offsets = GC.AllocateUninitializedArray<byte>((_plainRows + 1) * sizeof(int));
        offsets.AsSpan(0, sizeof(int)).Clear();
        _ends.Array.AsSpan(0, _plainRows * sizeof(int)).CopyTo(offsets.AsSpan(sizeof(int)));
        return new Utf8Column(offsets, _data.Array.AsSpan(0, _dataLength).ToArray(), Nulls.ToValidity(_plainRows), Nulls.Count);
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
