using System.Text;
using System.Text.Json;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Lays out the values of objects as the fields of rows: one behind the other, as they stand, but for texts, which have a mark before
/// them as quoted fields have their quote.
/// </summary>
internal sealed unsafe class JsonRows : IDisposable
{
    private const byte Mark = CsvDialect.NoByte;

    private readonly byte[][] _names;
    private readonly int[] _columnOf;
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly int _columns;
    private readonly bool _takesNested;
    private readonly HashSet<string> _nulls;
    private readonly JsonFaults _faults;
    private readonly int[] _order;
    private readonly long[] _lastRow;
    private readonly NativeScratch _text = new();
    private readonly NativeScratch _layout = new();
    private readonly NativeScratch _offsets = new();
    private long _row;
    private bool _hasLiterals;
    private int _at;

    /// <param name="known">The names that objects may have.</param>
    /// <param name="schema">The columns that are wanted.</param>
    /// <param name="options">What is null, and whether what is nested is text.</param>
    /// <param name="faults">Says what is wrong with an object.</param>
    public JsonRows(IReadOnlyList<string> known, Schema schema, CsvOptions options, JsonFaults faults)
    {
        _names = [.. known.Select(Encoding.UTF8.GetBytes)];
        _columnOf = [.. known.Select(schema.IndexOf)];
        foreach (var (i, name) in known.Index())
            _known.TryAdd(name, i);
        (_columns, _takesNested, _faults) = (schema.Count, options.Nested == NestedColumns.Text, faults);
        _nulls = new HashSet<string>(options.NullWords, StringComparer.Ordinal);
        _order = new int[Math.Max(1, known.Count)];
        _lastRow = new long[known.Count];
    }

    /// <summary>The rows of a block of whole lines; valid until it is asked for the next.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="offset">Where they start in the file.</param>
    public RowBlock Read(ReadOnlySpan<byte> lines, long offset)
    {
        int most = lines.Count((byte)'\n');
        byte* text = _text.Reserve(RowBlock.Margin + 2L * lines.Length + StructureScanner.Slack);
        long fields = (long)most * _columns;
        int* starts = (int*)_layout.Reserve(2 * fields * sizeof(int) + 1);
        long* offsets = (long*)_offsets.Reserve(most * (long)sizeof(long) + 1);
        // What an object has not is where nothing stands.
        new Span<byte>(text, RowBlock.Margin).Fill((byte)'\n');
        new Span<int>(starts, checked((int)(2 * fields))).Fill(RowBlock.Margin);
        var block = new RowBlock { Text = text, Starts = starts, Ends = starts + fields, Columns = _columns, Quote = Mark, RowOffsets = offsets };
        _at = RowBlock.Margin;
        bool mayHaveLiterals = JsonLiterals.MayBeIn(lines);
        for (int from = 0; from < lines.Length;)
        {
            int length = lines[from..].IndexOf((byte)'\n');
            var line = lines.Slice(from, length);
            if (!JsonLines.IsBlank(line))
            {
                offsets[block.Rows] = offset + from;
                _hasLiterals = mayHaveLiterals && JsonLiterals.MayBeIn(line);
                Read(_hasLiterals ? JsonLiterals.Replaced(line) : line, ref block);
                block.Rows++;
            }
            from += length + 1;
        }
        return block;
    }

    private void Read(ReadOnlySpan<byte> line, ref RowBlock block)
    {
        long offset = block.RowOffsets[block.Rows];
        string? name = null;
        _row++;
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw _faults.NoObject(offset, line);
            for (int position = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; position++)
            {
                int key = Find(ref reader, position, offset);
                if (_lastRow[key] == _row)
                    throw _faults.Twice(offset, Encoding.UTF8.GetString(_names[key]));
                _lastRow[key] = _row;
                name = null;
                int column = _columnOf[key];
                reader.Read();
                if (column < 0)
                    reader.Skip();
                else if (reader.TokenType != JsonTokenType.Null)
                    Take(ref reader, line, key, column, ref block);
            }
            if (reader.Read())
                throw _faults.NoObject(offset, line);
        }
        catch (JsonException e)
        {
            throw _faults.NoJson(offset, e);
        }
        catch (InvalidOperationException e)
        {
            throw _faults.NoText(offset, name, e);
        }
    }

    private void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, int key, int column, ref RowBlock block)
    {
        int field = block.Rows * _columns + column, start = _at;
        if (reader.TokenType == JsonTokenType.String)
        {
            block.Text[start++] = Mark;
            var room = new Span<byte>(block.Text + start, reader.ValueSpan.Length);
            int length = reader.ValueSpan.Length;
            if (reader.ValueIsEscaped)
                length = reader.CopyString(room);
            else
                reader.ValueSpan.CopyTo(room);
            _at = start + length;
            block.HasTexts = true;
            block.HasEmptyTexts |= length == 0;
        }
        else
        {
            bool isNested = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            // The byte before a field must be no mark of another.
            block.Text[start++] = isNested ? Mark : (byte)'\n';
            var value = isNested ? Nested(ref reader, line, key, block.RowOffsets[block.Rows]) : _hasLiterals ? JsonLiterals.Of(reader.ValueSpan) : reader.ValueSpan;
            value.CopyTo(new Span<byte>(block.Text + start, value.Length));
            _at = start + value.Length;
            block.HasTexts |= isNested;
        }
        if (_nulls.Count > 0 && _nulls.Contains(Encoding.UTF8.GetString(block.Text + start, _at - start)))
            return;
        block.Starts[field] = start;
        block.Ends[field] = _at;
    }

    /// <summary>What is nested, as it stands.</summary>
    private ReadOnlySpan<byte> Nested(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, int key, long offset)
    {
        if (!_takesNested)
            throw _faults.Nested(offset, Encoding.UTF8.GetString(_names[key]), reader.TokenType == JsonTokenType.StartArray);
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return line[start..(int)reader.BytesConsumed];
    }

    /// <summary>Which of the known names is the reader's; mostly that which stood at this place in the object before.</summary>
    private int Find(ref Utf8JsonReader reader, int position, long offset)
    {
        if (position < _order.Length && _names.Length > 0 && reader.ValueTextEquals(_names[_order[position]]))
            return _order[position];
        string name = reader.GetString()!;
        if (!_known.TryGetValue(name, out int key))
            throw _faults.UnknownName(offset, name);
        if (position < _order.Length)
            _order[position] = key;
        return key;
    }

    public void Dispose()
    {
        _text.Dispose();
        _layout.Dispose();
        _offsets.Dispose();
    }
}
