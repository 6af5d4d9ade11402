using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Grid.Sources;

/// <summary>
/// Decompresses gzip (RFC 1952), member by member, and refuses what is cut off, damaged, or has something else behind it. The
/// runtime's own stream takes a file that is cut off for a whole one. What inflates a member does not say where that ends; it does
/// so within the last piece that it was given, and there the member's own checksum and length stand behind it.
/// </summary>
internal sealed class GzipStream : ReadOnlyStream
{
    private const int PieceBytes = 8 * 1024;
    private const int TrailerBytes = 8;

    private readonly Stream _stored;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Crc32 _sum = new();
    private int _at;
    private int _end;
    private int _piece;
    private uint _length;
    private bool _isOver;
    private DeflateStream? _member;

    public GzipStream(Stream stored) => _stored = stored;

    public override int Read(Span<byte> buffer)
    {
        while (!_isOver && !buffer.IsEmpty)
        {
            if (_member is null)
            {
                ReadHeader();
                _member = new DeflateStream(new Pieces(this), CompressionMode.Decompress);
                _sum.Reset();
                _length = 0;
                _piece = _at;
            }
            int read = _member.Read(buffer);
            if (read > 0)
            {
                _sum.Append(buffer[..read]);
                _length += (uint)read;
                return read;
            }
            _member.Dispose();
            _member = null;
            FindTrailer();
            _isOver = IsEnd();
        }
        return 0;
    }

    /// <summary>Gives the next piece of a member to who inflates it.</summary>
    private int Give(Span<byte> piece)
    {
        _piece = _at;
        if (!Fill(1))
            return 0;
        int length = Math.Min(Math.Min(piece.Length, PieceBytes), _end - _at);
        _buffer.AsSpan(_at, length).CopyTo(piece);
        _at += length;
        return length;
    }

    private void ReadHeader()
    {
        if (Next() != 0x1F || Next() != 0x8B || Next() != 8)
            throw new InvalidDataException("no gzip header stands where one is expected");
        int flags = Next();
        Skip(6);
        if ((flags & 0xE0) != 0)
            throw new InvalidDataException("the gzip header has flags that nobody knows");
        if ((flags & 4) != 0)
            Skip(Next() | Next() << 8);
        // The name and the remark end with zero.
        for (int texts = (flags >> 3 & 1) + (flags >> 4 & 1); texts > 0; texts--)
        {
            while (Next() != 0)
            {
            }
        }
        if ((flags & 2) != 0)
            Skip(2);
    }

    /// <summary>Goes behind the checksum and the length of the member that was read, which stand somewhere in the last piece or just behind.</summary>
    private void FindTrailer()
    {
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _sum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        int limit = _at;
        _at = _piece;
        int piece = limit - _piece;
        bool isWhole = Fill(piece + TrailerBytes + 2);
        int found = -1;
        for (int i = 0; i <= piece && _at + i + TrailerBytes <= _end; i++)
        {
            if (!_buffer.AsSpan(_at + i, TrailerBytes).SequenceEqual(trailer))
                continue;
            found = i;
            // Where the like of it stands several times, as of nothing, another member or the end follows the right one.
            var rest = _buffer.AsSpan(_at + i + TrailerBytes, Math.Min(2, _end - _at - i - TrailerBytes));
            if (rest.IsEmpty || rest is [0x1F, 0x8B])
                break;
        }
        if (found < 0)
            throw isWhole ? new InvalidDataException("its checksum is not that of its content") : new EndOfStreamException();
        _at += found + TrailerBytes;
    }

    /// <summary>Whether nothing follows but zeros, with which some fill up.</summary>
    private bool IsEnd()
    {
        bool isPadded = false;
        for (_piece = _at; Fill(1); _piece = _at)
        {
            if (_buffer[_at] != 0)
                return isPadded || _buffer[_at] != 0x1F ? throw new InvalidDataException("something else stands behind its end") : false;
            isPadded = true;
            _at++;
        }
        return true;
    }

    private int Next()
    {
        _piece = _at;
        return Fill(1) ? _buffer[_at++] : throw new EndOfStreamException();
    }

    private void Skip(int bytes)
    {
        for (; bytes > 0; bytes--)
            Next();
    }

    /// <summary>Reads until a number of bytes lies ahead; false where there are fewer. What was given last stays.</summary>
    private bool Fill(int bytes)
    {
        if (_end - _at >= bytes)
            return true;
        int kept = Math.Min(_piece, _at);
        _buffer.AsSpan(kept, _end - kept).CopyTo(_buffer);
        (_at, _end, _piece) = (_at - kept, _end - kept, _piece - kept);
        while (_end - _at < bytes)
        {
            int read = _stored.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
                return false;
            _end += read;
        }
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        _member?.Dispose();
        _stored.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Pieces(GzipStream owner) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => owner.Give(buffer);
    }
}
