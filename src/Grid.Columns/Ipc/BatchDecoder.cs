namespace Grid.Columns;

/// <summary>
/// Takes the columns out of a record batch's body, as views of its memory, and checks all that a kernel relies on:
/// lengths, null counts, ascending offsets, whole UTF-8 values, codes that are in their dictionary.
/// </summary>
internal ref struct BatchDecoder
{
    private readonly BodyBytes _body;
    private readonly long _position;
    private readonly FlatVector _nodes;
    private readonly FlatVector _buffers;
    private readonly FlatVector _viewBuffers;
    private readonly IpcCompression _compression;
    private int _node;
    private int _buffer;
    private int _view;

    private BatchDecoder(FlatTable batch, BodyBytes body, long position)
    {
        if (batch.TryTable(3, out var compression))
        {
            (byte codec, byte method) = (compression.Byte(0), compression.Byte(1));
            _compression = (codec, method) switch
            {
                (0, 0) => IpcCompression.Lz4,
                (1, 0) => IpcCompression.Zstd,
                _ => throw new ArrowFormatException($"the body is compressed by a codec that Grid does not know (number {codec}, method {method}); write it by LZ4 or ZSTD, or without compression", position),
            };
        }
        (_body, _position) = (body, position);
        long length = batch.Int64(0);
        if (length is < 0 or > int.MaxValue)
            throw new ArrowFormatException($"a batch of {length} rows; Grid holds up to {int.MaxValue} in one", position);
        Length = (int)length;
        _nodes = batch.Vector(1, 16);
        _buffers = batch.Vector(2, 16);
        _viewBuffers = batch.Vector(4, 8);
    }

    private int Length { get; }

    /// <summary>The columns of a record batch.</summary>
    /// <param name="batch">The batch's description.</param>
    /// <param name="body">Its body.</param>
    /// <param name="position">Where in the source that is.</param>
    /// <param name="schema">The columns that are wanted.</param>
    /// <param name="layouts">All columns of the batch.</param>
    /// <param name="dictionaries">The dictionaries, of the columns that are wanted at least.</param>
    /// <param name="wanted">Which of the columns are wanted; null for all. Of the others no buffer is looked at.</param>
    public static RecordBatch Batch(
        FlatTable batch, BodyBytes body, long position, Schema schema, ColumnLayout[] layouts, DictionaryStore dictionaries, bool[]? wanted = null)
    {
        var decoder = new BatchDecoder(batch, body, position);
        var columns = new List<Column>(schema.Count);
        for (int i = 0; i < layouts.Length; i++)
        {
            if (wanted is not null && !decoder.Reach(layouts[i], wanted[i]))
                continue;
            var column = layouts[i].Field.Type is DictionaryType type
                ? decoder.Coded(layouts[i], type, dictionaries)
                : decoder.Plain(layouts[i].Field.Type, layouts[i]);
            if (!layouts[i].Field.Nullable && column.NullCount > 0)
                throw decoder.Damaged(layouts[i], $"{column.NullCount} nulls where its field allows none");
            columns.Add(column);
        }
        decoder.CheckAllRead();
        return new RecordBatch(schema, columns, decoder.Length);
    }

    /// <summary>The values of a dictionary; unlike those of a <see cref="DictionaryColumn"/> they may still be null or repeat.</summary>
    public static Column Values(FlatTable batch, BodyBytes body, long position, ColumnLayout layout)
    {
        var decoder = new BatchDecoder(batch, body, position);
        var values = decoder.Plain(layout.Field.Type, layout);
        decoder.CheckAllRead();
        return values;
    }

    // Has the column's stretch of the body read where it is wanted, and goes past it where not.
    private bool Reach(ColumnLayout layout, bool isWanted)
    {
        bool hasViews = layout.Field.Type.Id == TypeId.Utf8 && layout.Text == TextLayout.Views;
        long views = hasViews && _view < _viewBuffers.Count ? _viewBuffers.Int64(_view, 0) : 0;
        int left = _buffers.Count - _buffer, own = layout.Field.Type.Id == TypeId.Utf8 && !hasViews ? 3 : 2;
        if (_node >= _nodes.Count)
            throw Damaged(layout, "no values in this batch");
        if (views < 0 || own + views > left)
            throw Damaged(layout, "fewer buffers than it needs");
        int count = own + (int)views;
        if (isWanted)
        {
            long start = long.MaxValue, end = 0, bytes = 0;
            for (int i = _buffer; i < _buffer + count; i++)
            {
                long offset = _buffers.Int64(i, 0), length = _buffers.Int64(i, 8);
                if (length > 0)
                    (start, end, bytes) = (Math.Min(start, offset), Math.Max(end, offset + length), bytes + length);
            }
            // As they should, they lie side by side.
            if (start >= 0 && end <= _body.Length && bytes > 0 && end - start <= bytes + count * Metadata.Alignment && end - start <= Array.MaxLength)
                _body.Expect(start, end - start);
            return true;
        }
        _node++;
        _buffer += count;
        _view += hasViews ? 1 : 0;
        return false;
    }

    private DictionaryColumn Coded(ColumnLayout layout, DictionaryType type, DictionaryStore dictionaries)
    {
        var codes = Plain(type.Index, layout);
        var (values, map, received) = dictionaries.Resolve(layout.DictionaryId);
        if (CodeCheck.FirstOutside(codes, received) is >= 0 and var row)
            throw Damaged(layout, $"row {row} has a code that is not in its dictionary of {received} values");
        if (map is not null)
            codes = CodeRewriter.Apply(codes, map, type.Index);
        return new DictionaryColumn(codes, values, type.Ordered);
    }

    private Column Plain(DataType type, ColumnLayout layout)
    {
        var (validity, nulls) = Validity(layout);
        switch (type.Id)
        {
            case TypeId.Bool:
                return new BoolColumn(new Bitmap(Buffer(Bitmap.BytesFor(Length), layout), 0, Length), validity, nulls);
            case TypeId.Utf8:
                var decoder = new TextDecoder(layout, Length, validity, nulls, _position);
                return layout.Text switch
                {
                    TextLayout.Offsets32 => decoder.FromOffsets32(Offsets(sizeof(int), layout), Buffer(0, layout, whole: true)),
                    TextLayout.Offsets64 => decoder.FromOffsets64(Offsets(sizeof(long), layout), Buffer(0, layout, whole: true)),
                    _ => decoder.FromViews(Buffer(Length * 16L, layout), ViewBuffers(layout)),
                };
            default:
                return PrimitiveColumns.Over(type, Buffer((long)Length * type.ByteWidth, layout), validity, nulls);
        }
    }

    private (Bitmap? Validity, int Nulls) Validity(ColumnLayout layout)
    {
        if (_node >= _nodes.Count)
            throw Damaged(layout, "no values in this batch");
        long length = _nodes.Int64(_node, 0), nulls = _nodes.Int64(_node, 8);
        _node++;
        if (length != Length)
            throw Damaged(layout, $"{length} values in a batch of {Length} rows");
        if (nulls < 0 || nulls > length)
            throw Damaged(layout, $"{nulls} nulls among {length} values");
        if (nulls == 0)
        {
            Buffer(0, layout);
            return (null, 0);
        }
        var validity = new Bitmap(Buffer(Bitmap.BytesFor(Length), layout), 0, Length);
        int set = validity.CountSet();
        return Length - set == nulls
            ? (validity, (int)nulls)
            : throw Damaged(layout, $"{nulls} nulls by its count and {Length - set} by its validity bitmap");
    }

    private ReadOnlyMemory<byte> Offsets(int width, ColumnLayout layout)
    {
        // A column of no values may come without its one offset.
        if (Length == 0 && _buffer < _buffers.Count && _buffers.Int64(_buffer, 8) == 0)
        {
            Buffer(0, layout);
            return new byte[width];
        }
        return Buffer((Length + 1L) * width, layout);
    }

    private ReadOnlyMemory<byte>[] ViewBuffers(ColumnLayout layout)
    {
        long count = _view < _viewBuffers.Count ? _viewBuffers.Int64(_view++, 0) : 0;
        if (count < 0 || count > _buffers.Count - _buffer)
            throw Damaged(layout, $"{count} buffers of text where {_buffers.Count - _buffer} are left");
        var buffers = new ReadOnlyMemory<byte>[count];
        for (int i = 0; i < buffers.Length; i++)
            buffers[i] = Buffer(0, layout, whole: true);
        return buffers;
    }

    /// <summary>The next buffer: its first <paramref name="needed"/> bytes, or all of it.</summary>
    private ReadOnlyMemory<byte> Buffer(long needed, ColumnLayout layout, bool whole = false)
    {
        if (_buffer >= _buffers.Count)
            throw Damaged(layout, "fewer buffers than it needs");
        long offset = _buffers.Int64(_buffer, 0), length = _buffers.Int64(_buffer, 8);
        _buffer++;
        if (offset < 0 || length < 0 || offset > _body.Length - length)
            throw Damaged(layout, $"a buffer of {length} bytes at byte {offset} of a body of {_body.Length}");
        if (_compression != IpcCompression.None && length > 0)
            return Decompressed(_body.Slice(offset, length), needed, layout, whole);
        if (length < needed)
            throw Damaged(layout, $"a buffer of {length} bytes where {needed} are needed");
        return _body.Slice(offset, whole ? length : needed);
    }

    private readonly ReadOnlyMemory<byte> Decompressed(ReadOnlyMemory<byte> buffer, long needed, ColumnLayout layout, bool whole)
    {
        try
        {
            return BufferCodec.Decompress(_compression, buffer, needed, whole);
        }
        catch (InvalidDataException fault)
        {
            throw new ArrowFormatException($"column '{layout.Field.Name}' has {fault.Message}", _position, fault);
        }
    }

    private readonly void CheckAllRead()
    {
        if (_node != _nodes.Count || _buffer != _buffers.Count)
        {
            throw new ArrowFormatException(
                $"a batch has {_nodes.Count} columns and {_buffers.Count} buffers where its schema makes {_node} and {_buffer}", _position);
        }
    }

    private readonly ArrowFormatException Damaged(ColumnLayout layout, string problem) =>
        new($"column '{layout.Field.Name}' has {problem}", _position);
}
