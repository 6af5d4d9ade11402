using System.IO.Hashing;
using ZstdSharp;

namespace Grid.Sources;

/// <summary>
/// The pages of one column of a row group after the other, decompressed. What it does not know, or finds damaged, ends them: ParquetSharp reads
/// on from there, and has the last word. What it holds is not the collector's, and is used for all columns of a file.
/// </summary>
internal sealed unsafe class ChunkPages(SourceFile source) : IDisposable
{
    // What is larger is left to ParquetSharp: a column of a row group is here at once, and no budget counts it.
    private const int LargestChunk = 64 << 20;
    private const int LargestPage = 64 << 20;

    // Of a few bytes that are compressed there may come as many values as these bytes are, which are four times as large as such.
    private const int LargestDictionary = 8 << 20;

    private readonly NativeScratch _stored = new();
    private readonly NativeScratch _decompressed = new();
    private readonly NativeScratch _dictionary = new();
    private Decompressor? _zstd;
    private ChunkPlace _place;
    private PageHeader _header;
    private int _at;
    private long _values;

    /// <summary>Reads a column of a row group.</summary>
    /// <returns>False where it is compressed as ParquetSharp alone knows.</returns>
    public bool TryOpen(ChunkPlace place)
    {
        if (place.Length is 0 or > LargestChunk || place.Codec is not (PageCodec.None or PageCodec.Snappy or PageCodec.Zstd))
            return false;
        source.ReadExactly(new Span<byte>(_stored.Reserve(place.Length + (long)Snappy.Slack), place.Length), place.Offset);
        (_place, _at, _values, _header) = (place, 0, 0, default);
        return true;
    }

    /// <summary>Goes to the next page, and looks at nothing but its header.</summary>
    /// <returns>False where there is none, or none that is understood.</returns>
    public bool TryNext(out PageHeader header)
    {
        _at += _header.Bytes;
        bool isOne = PageHeader.TryRead(new ReadOnlySpan<byte>(_stored.Pointer + _at, _place.Length - _at), out header, out int length)
            && _values < _place.Values && header.Kind is PageKind.Data or PageKind.Data2 or PageKind.Dictionary && header.Decompressed <= (header.Kind == PageKind.Dictionary ? LargestDictionary : LargestPage);
        _at += isOne ? length : 0;
        _header = isOne ? header : default;
        _values += _header.Kind == PageKind.Dictionary ? 0 : _header.Values;
        return isOne;
    }

    /// <summary>The bytes of the page, decompressed; valid until the next of its kind is asked for.</summary>
    /// <returns>False where they are not what its header says.</returns>
    public bool TryDecompress(out PageBytes page)
    {
        byte* stored = _stored.Pointer + _at;
        page = default;
        if (_header.Checksum is { } checksum && Crc32.HashToUInt32(new ReadOnlySpan<byte>(stored, _header.Bytes)) != checksum)
            return false;
        if (_place is { IsAmbiguous: true, Codec: not PageCodec.None } && !_header.IsCompressed)
            return false;
        int levels = Math.Max(0, _header.Levels), bytes = _header.Bytes - levels, expected = _header.Decompressed - levels;
        if (_place.Codec == PageCodec.None || !_header.IsCompressed)
        {
            page = new PageBytes(stored, levels, stored + levels, expected);
            return bytes == expected;
        }
        byte* target = (_header.Kind == PageKind.Dictionary ? _dictionary : _decompressed).Reserve(expected + (long)Snappy.Slack);
        page = new PageBytes(stored, levels, target, expected);
        // Of nothing there may be nothing at all.
        if (bytes == 0 || expected == 0)
            return expected == 0;
        return _place.Codec == PageCodec.Snappy ? Snappy.TryDecompress(stored + levels, bytes, target, expected) : TryZstd(stored + levels, bytes, target, expected);
    }

    private bool TryZstd(byte* from, int length, byte* to, int expected)
    {
        try
        {
            return (_zstd ??= new Decompressor()).Unwrap(new ReadOnlySpan<byte>(from, length), new Span<byte>(to, expected)) == expected;
        }
        catch (ZstdException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _zstd?.Dispose();
        _stored.Dispose();
        _decompressed.Dispose();
        _dictionary.Dispose();
    }
}

/// <summary>A page: definition levels, where they are apart, and the rest. Some bytes behind each may be read.</summary>
/// <param name="levels">Definition levels.</param>
/// <param name="levelBytes">How many bytes of them.</param>
/// <param name="data">The rest.</param>
/// <param name="length">How many bytes of it.</param>
internal readonly unsafe struct PageBytes(byte* levels, int levelBytes, byte* data, int length)
{
    public byte* Levels => levels;

    public int LevelBytes => levelBytes;

    public byte* Data => data;

    public int Length => length;
}
