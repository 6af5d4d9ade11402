using System.Text;
using System.Text.Unicode;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>One way through the lines of a split: each object's values are laid out as the fields of a row, and handed on to the columns' builders.</summary>
internal sealed class JsonPass : IRowPass
{

    private readonly SourceSplit _split;
    private readonly SourceFile _source;
    private readonly JsonFaults _faults;
    private readonly TextWindow _text;
    private readonly JsonRows _rows;
    private readonly ColumnFeed _feed;
    private SplitProgress _progress;

    /// <summary>Opens the file of a split.</summary>
    public JsonPass(SourceSplit split, CsvOptions options, Schema schema, Func<string, bool> isFixed, IProgress<long>? bytesRead, CancellationToken cancellation)
    {
        (_split, _progress) = (split, new SplitProgress(split, bytesRead));
        _source = SourceStore.Open(split.File, cancellation);
        _faults = new JsonFaults(_source);
        _text = new TextWindow(_source);
        _rows = new JsonRows(split.Columns ?? [.. schema.Fields.Select(field => field.Name)], schema, options, _faults);
        Dialect = JsonFormat.DialectOf(options);
        _feed = new ColumnFeed(split, schema, Dialect, isFixed, new RowFaults(_source, schema, Dialect));
    }

    public CsvDialect Dialect { get; }

    public int Rows => _feed.Rows;

    public SourceNotes Notes => _feed.Notes;

    public bool TryRun(ColumnBuilder?[] builders, CancellationToken cancellation)
    {
        _feed.Restart();
        _text.Start(_split.Offset, _source.IsStored ? _split.Offset + _split.Length : _source.TextLength);
        try
        {
            var lines = new JsonLines(_text);
            while (lines.Next(_faults.TooLong, cancellation) is > 0 and var bytes)
            {
                var text = _text.Ahead(bytes);
                if (!Ascii.IsValid(text) && !Utf8.IsValid(text))
                    throw _faults.NotUtf8(_text.Position, text);
                _feed.Take(_rows.Read(text, _text.Position), builders, bytes);
                _text.Take(bytes);
                _progress.Report(Math.Min(_source.IsStored ? _text.Stored - _split.Offset : _text.Stored, _split.Length));
            }
        }
        catch (SourceException e) when (e.Line is not null && !_source.IsStored)
        {
            // What is damaged looks like any text until its end, where its checksum stands.
            _text.ReadToEnd(cancellation);
            throw;
        }
        _progress.Report(_split.Length);
        _source.CheckUnchanged();
        return true;
    }

    public void Dispose()
    {
        _text.Dispose();
        _source.Dispose();
        _rows.Dispose();
        _feed.Dispose();
    }
}
