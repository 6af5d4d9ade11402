using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// One way through the bytes of a split: read, scan for structure, hand the rows on to the columns' builders. Text is read
/// and scanned in stretches that stay in the processor's cache until every column has been parsed.
/// </summary>
internal sealed unsafe class SplitPass : IDisposable
{
    private const int BlockBytes = 64 * 1024;
    private const int ReportBytes = 1 << 20;

    private readonly SourceSplit _split;
    private readonly CsvDialect _dialect;
    private readonly Schema _schema;
    private readonly Func<string, bool> _isFixed;
    private readonly IProgress<long>? _bytesRead;
    private readonly SourceFile _source;
    private readonly RowFaults _faults;
    private readonly List<SourceNote> _notes = [];
    private readonly TextWindow _text;
    private readonly NativeScratch _separators = new();
    private readonly NativeScratch _layout = new();
    private readonly NativeScratch _fields = new();
    private long _start;
    private long _reported;
    private bool _isStartKnown;

    /// <summary>Opens the file of a split.</summary>
    /// <param name="split">The rows to read.</param>
    /// <param name="dialect">How.</param>
    /// <param name="schema">All columns of the file.</param>
    /// <param name="isFixed">Whether the type of the column of a name may not widen.</param>
    /// <param name="bytesRead">Told how many more bytes were read; in all, the split's length.</param>
    /// <param name="cancellation">Ends reads that wait.</param>
    public SplitPass(SourceSplit split, CsvDialect dialect, Schema schema, Func<string, bool> isFixed, IProgress<long>? bytesRead, CancellationToken cancellation)
    {
        (_split, _dialect, _schema, _isFixed, _bytesRead) = (split, dialect, schema, isFixed, bytesRead);
        _source = SourceStore.Open(split.File, cancellation);
        _faults = new RowFaults(_source, schema, dialect);
        _text = new TextWindow(_source);
        (_start, _isStartKnown) = (split.Offset, split.Proven);
    }

    /// <summary>How many rows were read.</summary>
    public int Rows { get; private set; }

    /// <summary>What of the values may not be expected.</summary>
    public SourceNotes Notes => new([.. _notes]);

    // Where the head of the text would be the first byte of the file.
    private long Origin => _text.Position - _text.Head;

    /// <summary>Reads the rows that start in the split into builders.</summary>
    /// <param name="builders">
    /// The builder of each column, null for columns not wanted; a column that a value contradicts is null afterwards.
    /// </param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>
    /// False where the split turned out to start within quotes: what the builders hold is void, and the pass is to be run again
    /// with new ones; it then knows where the first row starts.
    /// </returns>
    public bool TryRun(ColumnBuilder?[] builders, CancellationToken cancellation)
    {
        try
        {
            return TryRead(builders, cancellation);
        }
        catch (SourceException e) when (e.Line is not null && !_isStartKnown && IsStartMoved(cancellation))
        {
            // Text within quotes, taken for rows, looks faulty.
            return false;
        }
        catch (SourceException e) when (e.Line is not null && !_source.IsStored)
        {
            // What is damaged looks like any text until its end, where its checksum stands.
            _text.ReadToEnd(cancellation);
            throw;
        }
    }

    private bool TryRead(ColumnBuilder?[] builders, CancellationToken cancellation)
    {
        Rows = 0;
        _notes.Clear();
        _text.Start(_start, _source.IsStored ? _split.Offset + _split.Length : _source.TextLength);
        int blockBytes = BlockBytes;
        while (_text.Position < _text.End)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_text.Length < blockBytes && !_text.IsAllRead)
                _text.Fill(blockBytes);
            int head = _text.Head, length = Math.Min(blockBytes, _text.Length);
            byte* text = _text.Pointer;
            int* separators = (int*)_separators.Reserve((length + 1L + StructureScanner.Slack) * sizeof(int)) + 1;
            var scan = _dialect.Comment == CsvDialect.NoByte
                ? StructureScanner.Scan(text, head, head + length, _dialect.Delimiter, _dialect.Quote, separators)
                : CommentScanner.Scan(text, head, head + length, _dialect, separators);
            if (scan.Quotes > 0 && !_isStartKnown && IsStartMoved(cancellation))
                return false;
            int count = scan.Separators;
            while (count > 0 && text[separators[count - 1]] != '\n')
                count--;
            // The row that reaches over the end is the last: what follows it starts in the next split.
            bool isLastRow = _text.IsBeyond;
            if (isLastRow)
                count = FirstRow(text, separators, count);
            if (count == 0)
            {
                Refuse(length, scan);
                if (length == _text.Length && _text.IsAllRead && length > 0 && !_text.TryReadOn())
                    throw _faults.UnclosedQuote(_text.Position, _text.Ahead(length));
                blockBytes = Math.Min(blockBytes * 2, CsvRecord.LongestRow);
                continue;
            }
            blockBytes = BlockBytes;
            separators[-1] = head - 1;
            var block = new RowBlock
            {
                Text = text,
                Separators = separators,
                Columns = _schema.Count,
                Quote = _dialect.Quote,
                Rows = isLastRow ? 1 : scan.Lines,
            };
            int bytes = separators[count - 1] + 1 - head;
            Check(bytes, scan);
            if (!IsRegular(block, count, scan))
                LayOut(ref block, count, scan.Quotes);
            Parse(block, builders, bytes);
            _text.Take(bytes);
            Report(Math.Min(_source.IsStored ? _text.Stored - _split.Offset : _text.Stored, _split.Length));
        }
        Report(_split.Length);
        _source.CheckUnchanged();
        return true;
    }

    /// <summary>In a file that has quotes after all: whether the split starts within some, and if so, sets out for its first row.</summary>
    private bool IsStartMoved(CancellationToken cancellation)
    {
        _isStartKnown = true;
        _start = QuoteIndex.Of(_source.File, _dialect, cancellation).RowStart(_source, _split.Offset);
        return _start != _split.Offset;
    }

    private static int FirstRow(byte* text, int* separators, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (text[separators[i]] == '\n')
                return i + 1;
        }
        return 0;
    }

    /// <summary>Refuses text that goes on and on without a row.</summary>
    private void Refuse(int length, ScanResult scan)
    {
        if (scan.Nul && _text.Ahead(length).IndexOf((byte)0) is >= 0 and var nul)
            throw _faults.Binary(_text.Position + nul);
        if (length >= CsvRecord.LongestRow)
            throw _faults.TooLong(_text.Position);
    }

    private void Check(int bytes, ScanResult scan)
    {
        var rows = _text.Ahead(bytes);
        if (scan.Nul && rows.IndexOf((byte)0) is >= 0 and var nul)
            throw _faults.Binary(_text.Position + nul);
        if (scan.NonAscii && !Utf8.IsValid(rows))
            throw _faults.NotUtf8(_text.Position, rows);
    }

    /// <summary>Whether the separators alone tell where the fields are: as many to each row as there are columns, and no quotes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsRegular(in RowBlock block, int count, ScanResult scan)
    {
        if (scan.Quotes > 0 || scan.HasComments || _dialect.Words.HasValues || count != (long)block.Rows * block.Columns)
            return false;
        for (int i = block.Columns - 1; i < count; i += block.Columns)
        {
            if (block.Text[block.Separators[i]] != '\n')
                return false;
        }
        return true;
    }

    private void LayOut(ref RowBlock block, int count, int quotes)
    {
        block.Starts = (int*)_layout.Reserve(2L * count * sizeof(int));
        block.Ends = block.Starts + count;
        if (FieldLayout.LayOut(ref block, count, quotes, _dialect) is { } fault)
            throw _faults.Of(fault, Origin, block.Text);
    }

    private void Parse(in RowBlock block, ColumnBuilder?[] builders, int bytes)
    {
        if (block.Rows == 0)
            return;
        byte* memory = _fields.Reserve(ColumnFields.BytesFor(block.Rows));
        // The first rows tell how many there will be.
        int expected = Rows == 0 ? (int)Math.Min(1 << 30, block.Rows * (double)_split.Length / bytes * 1.02 + 64) : 0;
        for (int column = 0; column < builders.Length; column++)
        {
            if (builders[column] is not { } builder)
                continue;
            if (expected > 0)
                builder.ExpectedRows = expected;
            int row = builder.Append(new ColumnFields(block, column, memory));
            if (builder.DatesSeen is not null || builder.NumbersSeen is not null)
                NoteSeen(block, column, builder);
            if (row == ColumnBuilder.TookAll)
                continue;
            var (start, end, rowStart) = block.Field(row, column);
            var value = new ReadOnlySpan<byte>(block.Text + start, end - start);
            if (_isFixed(_schema[column].Name) && !builder.IsOtherOrder)
                throw _faults.NotOfType(column, _schema[column].Type, Origin + rowStart, value);
            if (!builder.IsOtherOrder)
                _notes.Add(TypeNotes.Text(_schema[column].Name, builder.Type, value, block.Starts != null && block.Text[start - 1] == _dialect.Quote, _dialect.DatesOf(_schema[column].Name), _split.Path, _split.FileIndex, Origin + rowStart, _dialect.Numbers, CommentMark.Of(value, _dialect)));
            builder.Dispose();
            builders[column] = null;
        }
        Rows += block.Rows;
    }

    private void NoteSeen(in RowBlock block, int column, ColumnBuilder builder)
    {
        string name = _schema[column].Name;
        foreach (var (shows, row) in builder.DatesSeen ?? [])
            _notes.Add(DateNotes.Seen(shows, name, Value(block, row, column, out long offset), _split.Path, _split.FileIndex, offset));
        foreach (var (kind, row) in builder.NumbersSeen ?? [])
            _notes.Add(NumberNotes.Of(kind, name, Value(block, row, column, out long offset), _split.Path, _split.FileIndex, offset));
        (builder.DatesSeen, builder.NumbersSeen) = (null, null);
    }

    private ReadOnlySpan<byte> Value(in RowBlock block, int row, int column, out long offset)
    {
        var (start, end, rowStart) = block.Field(row, column);
        offset = Origin + rowStart;
        return new ReadOnlySpan<byte>(block.Text + start, end - start);
    }

    // Of the split's bytes, as they are stored.
    private void Report(long reached)
    {
        if (_bytesRead is null || reached <= _reported || (reached - _reported < ReportBytes && reached < _split.Length))
            return;
        _bytesRead.Report(reached - _reported);
        _reported = reached;
    }

    public void Dispose()
    {
        _text.Dispose();
        _source.Dispose();
        _separators.Dispose();
        _layout.Dispose();
        _fields.Dispose();
    }
}
