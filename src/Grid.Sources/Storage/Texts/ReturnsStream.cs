namespace Grid.Sources;

/// <summary>
/// Text whose lines end with a carriage return alone, with line feeds instead. In quotes, returns are text, and one before a line
/// feed stays.
/// </summary>
internal sealed class ReturnsStream(Stream text, byte quote) : ReadOnlyStream
{
    private bool _isInside;
    private int _next = -1;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        int length = 0;
        if (_next >= 0)
        {
            buffer[length++] = (byte)_next;
            _next = -1;
        }
        if (length < buffer.Length)
            length += text.Read(buffer[length..]);
        var read = buffer[..length];
        for (int i = 0; i < length; i++)
        {
            if (read[i] == quote)
                _isInside = !_isInside;
            else if (read[i] == '\r' && !_isInside && !IsBeforeFeed(read, i))
                read[i] = (byte)'\n';
        }
        return length;
    }

    private bool IsBeforeFeed(ReadOnlySpan<byte> read, int at)
    {
        if (at + 1 < read.Length)
            return read[at + 1] == '\n';
        _next = text.ReadByte();
        return _next == '\n';
    }

    protected override void Dispose(bool disposing)
    {
        text.Dispose();
        base.Dispose(disposing);
    }
}
