using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// One way through the bytes of a split: read, scan for structure, hand the rows on to the columns' builders. Text is read
/// and scanned in stretches that stay in the processor's cache until every column has been parsed.
/// </summary>
internal sealed unsafe class SplitPass : IRowPass
{
    private const int BlockBytes = 64 * 1024;

    private readonly SourceSplit _split;
    private readonly CsvDialect _dialect;
    private readonly Schema _schema;
    private readonly SourceFile _source;
    private readonly RowFaults _faults;
    private readonly ColumnFeed _feed;
    private readonly TextWindow _text;
    private readonly NativeScratch _separators = new();
    private readonly NativeScratch _layout = new();
    private long _start;
    private SplitProgress _progress;
    private bool _isStartKnown;

    /// <summary>Opens the file of a split.</summary>
    public SplitPass(SourceSplit split, CsvOptions options, Schema schema, Func<string, bool> isFixed, IProgress<long>? bytesRead, CancellationToken cancellation)
    {
        _dialect = CsvDialect.From(options).ForFile(split.QuotedNulls);
        (_split, _schema, _progress) = (split, schema, new SplitProgress(split, bytesRead));
        _source = SourceStore.Open(split.File, cancellation);
        _faults = new RowFaults(_source, schema, _dialect);
        _feed = new ColumnFeed(split, schema, _dialect, isFixed, _faults);
        _text = new TextWindow(_source);
        (_start, _isStartKnown) = (split.Offset, split.Proven);
    }

    public CsvDialect Dialect => _dialect;

    public int Rows => _feed.Rows;

    public SourceNotes Notes => _feed.Notes;

    // Where the head of the text would be the first byte of the file.
    private long Origin => _text.Position - _text.Head;

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
        _feed.Restart();
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
                Origin = Origin,
                Rows = isLastRow ? 1 : scan.Lines,
            };
            int bytes = separators[count - 1] + 1 - head;
            Check(bytes, scan);
            if (!IsRegular(block, count, scan))
                LayOut(ref block, count, scan.Quotes);
            _feed.Take(block, builders, bytes);
            _text.Take(bytes);
            _progress.Report(Math.Min(_source.IsStored ? _text.Stored - _split.Offset : _text.Stored, _split.Length));
        }
        _progress.Report(_split.Length);
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

    public void Dispose()
    {
        _text.Dispose();
        _source.Dispose();
        _separators.Dispose();
        _layout.Dispose();
        _feed.Dispose();
    }
}
