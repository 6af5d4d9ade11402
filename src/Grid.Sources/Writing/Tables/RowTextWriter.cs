using System.IO.Compression;
using Grid.Columns;
using ZstdSharp;

namespace Grid.Sources;

/// <summary>Writes a format of a line a row, compressed as a whole or not.</summary>
internal sealed class RowTextWriter : TableWriter
{
    private readonly RowText _lines;
    private readonly Stream _stream;
    private readonly bool _isCompressed;
    private bool _hasHead;

    public RowTextWriter(RowText lines, TableCompression compression, Stream output) : base(lines.Schema)
    {
        _lines = lines;
        _isCompressed = compression != TableCompression.None;
        _stream = compression switch
        {
            TableCompression.None => output,
            TableCompression.Gzip => new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true),
            _ => Zstd(output),
        };
    }

    public override object Prepare(RecordBatch batch)
    {
        var lines = new Utf8Lines(Math.Max(256, 8 * batch.Length * Schema.Count));
        _lines.Write(batch, lines);
        return lines;
    }

    public override void Write(object prepared)
    {
        WriteHead();
        using var lines = (Utf8Lines)prepared;
        _stream.Write(lines.Written.Span);
    }

    public override void Finish()
    {
        WriteHead();
        if (_isCompressed)
            _stream.Dispose();
    }

    public override void Dispose()
    {
        // What compresses writes when it is closed, which only what is whole may do.
    }

    // Apart, as what is not compressed needs nothing of the library.
    private static CompressionStream Zstd(Stream output) => new(output, 3, bufferSize: 0, leaveOpen: true);

    private void WriteHead()
    {
        if (_hasHead)
            return;
        _hasHead = true;
        using var head = new Utf8Lines(256);
        _lines.WriteHead(head);
        _stream.Write(head.Written.Span);
    }
}
