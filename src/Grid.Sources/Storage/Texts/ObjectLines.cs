using System.Text.Json;

namespace Grid.Sources;

/// <summary>
/// JSON of objects in an array, or one after the other over any number of lines, with each object on a line of its own. What an
/// object is, is left to who reads the lines.
/// </summary>
internal sealed class ObjectLines(Stream text) : ReadOnlyStream
{
    private readonly byte[] _read = new byte[32 * 1024];
    private int _at;
    private int _length;
    private int _depth;
    private bool _isText;
    private bool _isEscaped;
    private bool _isScalar;
    private bool _isArray;
    private bool _hasBegun;
    private bool _isOver;
    private bool _mayEnd = true;
    private bool _mayBegin = true;

    /// <summary>Whether a text starts with an array, or with an object that goes over several lines.</summary>
    public static bool AreNeeded(ReadOnlySpan<byte> head)
    {
        if (TextEncodings.IsMarkedUtf8(head))
            head = head[3..];
        head = head.TrimStart(" \t\r\n"u8);
        if (head is [(byte)'[', ..])
            return true;
        int end = head.IndexOf((byte)'\n');
        if (head is not [(byte)'{', ..] || end < 0)
            return false;
        try
        {
            var reader = new Utf8JsonReader(head[..end], isFinalBlock: false, default);
            while (reader.Read())
            {
            }
            return reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        int written = 0;
        // Each byte is written as one at most, and an object's end as two.
        while (written < buffer.Length - 1)
        {
            if (_at == _length)
            {
                if (written > 0)
                    break;
                (_at, _length) = (0, text.Read(_read, 0, _read.Length));
                if (_length == 0)
                    return Finish(buffer);
            }
            Write(_read[_at++], buffer, ref written);
        }
        return written;
    }

    /// <summary>The line of what is read, from 1, from which a byte of what is written comes. To be asked before anything is read.</summary>
    public long LineOf(long offset)
    {
        var written = new byte[2];
        long line = 1;
        while (true)
        {
            if (_at == _length)
                (_at, _length) = (0, text.Read(_read, 0, _read.Length));
            if (_length == 0)
                return line;
            byte c = _read[_at++];
            int count = 0;
            Write(c, written, ref count);
            offset -= count;
            if (offset < 0)
                return line;
            line += c == '\n' ? 1 : 0;
        }
    }

    private void Write(byte c, Span<byte> buffer, ref int written)
    {
        if (_isText)
        {
            buffer[written++] = c;
            if (_isEscaped)
                _isEscaped = false;
            else if (c == '\\')
                _isEscaped = true;
            else
                _isText = c != '"';
            return;
        }
        if (_depth == 0 && !_isScalar)
        {
            WriteBetween(c, buffer, ref written);
            return;
        }
        if (_isScalar && c is (byte)',' or (byte)']' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' && _depth == 0)
        {
            (_isScalar, _mayEnd, _mayBegin) = (false, true, !_isArray);
            buffer[written++] = (byte)'\n';
            WriteBetween(c, buffer, ref written);
            return;
        }
        buffer[written++] = c is (byte)'\n' or (byte)'\r' ? (byte)' ' : c;
        Step(c);
        if (_depth > 0 || _isScalar)
            return;
        buffer[written++] = (byte)'\n';
        (_mayEnd, _mayBegin) = (true, !_isArray);
    }

    // Before, between and behind objects.
    private void WriteBetween(byte c, Span<byte> buffer, ref int written)
    {
        if (c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF)
            return;
        if (_isOver)
            throw new InvalidDataException("something else stands behind the end of its array");
        if (c == '[' && !_hasBegun)
        {
            (_isArray, _hasBegun) = (true, true);
            return;
        }
        _hasBegun = true;
        if (c == ']' && _isArray && _mayEnd)
        {
            _isOver = true;
            return;
        }
        if (c == ',' && _isArray && !_mayBegin)
        {
            (_mayBegin, _mayEnd) = (true, false);
            return;
        }
        if (!_mayBegin || c is (byte)',' or (byte)']')
            throw new InvalidDataException($"'{(char)c}' stands between two objects");
        buffer[written++] = c;
        _mayBegin = false;
        _isScalar = c is not ((byte)'{' or (byte)'[' or (byte)'"');
        Step(c);
        _isScalar |= c == '"';
    }

    private void Step(byte c)
    {
        switch (c)
        {
            case (byte)'{' or (byte)'[':
                _depth++;
                break;
            case (byte)'}' or (byte)']':
                _depth--;
                break;
            case (byte)'"':
                _isText = true;
                break;
        }
    }

    private int Finish(Span<byte> buffer)
    {
        if (_depth > 0 || _isText || (_isArray && !_isOver))
            throw new EndOfStreamException();
        if (!_isScalar)
            return 0;
        _isScalar = false;
        buffer[0] = (byte)'\n';
        return 1;
    }

    protected override void Dispose(bool disposing)
    {
        text.Dispose();
        base.Dispose(disposing);
    }
}
