using System.Runtime.CompilerServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Builds a column of text: as codes of the distinct texts while these are few, as plain text from then on.
/// </summary>
internal sealed unsafe class TextBuilder(byte quote) : ColumnBuilder
{
    private readonly TextDictionary _distinct = new();
    private readonly NarrowBuffer _codes = new();
    private readonly PlainTexts _plain = new();
    private byte[] _unescaped = [];
    private bool _isPlain;

    public override LogicalType Type => LogicalType.Text;

    private protected override int Take(in ColumnFields fields)
    {
        int coded = _isPlain ? 0 : Code(fields);
        if (!_isPlain)
            _codes.Append(new ReadOnlySpan<long>(fields.Values, coded), ExpectedRows);
        if (!_isPlain && (coded < fields.Rows || (_codes.Count >= TextSink.Trial && _distinct.Count > _codes.Count / 2)))
            BecomePlain();
        if (_isPlain)
            AppendPlain(fields, coded);
        return fields.Rows;
    }

    public override Column Finish()
    {
        if (!_isPlain && TextEncoder.TryEncode(_codes, _distinct, Nulls) is { } coded)
            return coded;
        if (!_isPlain)
            BecomePlain();
        return _plain.ToColumn(Nulls);
    }

    /// <summary>Writes the codes of fields; returns how many, fewer than all where there are too many distinct texts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Code(in ColumnFields fields)
    {
        ulong lastKey = 0;
        int lastLength = -1;
        long lastCode = 0;
        for (int row = 0; row < fields.Rows; row++)
        {
            int length = fields.Lengths[row];
            ulong key = fields.Key(row);
            if (length == lastLength && key == lastKey)
            {
                fields.Values[row] = lastCode;
                continue;
            }
            bool isWord = length > 0 && MayBeNull(fields[row]);
            if (length == 0 ? fields.IsNull(row) : isWord && IsNullWord(fields, row))
            {
                fields.Values[row] = 0;
                Nulls.Set(Rows + row);
                continue;
            }
            if (length > 8 || (fields.MayHoldQuotes && fields[row].Contains(quote)))
            {
                if ((fields.Values[row] = _distinct.CodeOf(Unescape(fields, row))) < 0)
                    return row;
                continue;
            }
            if ((fields.Values[row] = _distinct.CodeOfShort(key, length)) < 0)
                return row;
            // A text and a null may look alike, for the quotes of one.
            if (length > 0 && !isWord)
                (lastKey, lastLength, lastCode) = (key, length, fields.Values[row]);
        }
        return fields.Rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AppendPlain(in ColumnFields fields, int from)
    {
        for (int row = from; row < fields.Rows; row++)
        {
            var field = Unescape(fields, row);
            if (fields.Lengths[row] == 0 ? fields.IsNull(row) : IsNullWord(fields, row))
            {
                Nulls.Set(Rows + row);
                field = default;
            }
            _plain.Append(field, ExpectedRows);
        }
    }

    /// <summary>A field with each pair of quotes in it made one.</summary>
    private ReadOnlySpan<byte> Unescape(in ColumnFields fields, int row)
    {
        var field = fields[row];
        if (!fields.MayHoldQuotes || !field.Contains(quote))
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
        _plain.Decode(_codes, _distinct, Nulls, ExpectedRows);
    }

    public override void Dispose()
    {
        _codes.Dispose();
        _distinct.Dispose();
        _plain.Dispose();
        base.Dispose();
    }
}
