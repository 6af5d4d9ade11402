using System.Buffers.Binary;
using System.Runtime.InteropServices;
using K4os.Compression.LZ4.Streams;

namespace Grid.Columns;

/// <summary>
/// Compresses and decompresses buffers as Arrow has them: the length before, of 64 bits, and a frame; or -1, and the bytes as they are. A
/// length that a buffer claims is believed no further than bytes come out of it, so that a damaged one takes no memory.
/// </summary>
internal static class BufferCodec
{
    private const int Prefix = sizeof(long);
    private const int LeastRoom = 1 << 16;
    private const int UsualRatio = 64;

    /// <summary>The codec's number in Message.fbs.</summary>
    public static byte NumberOf(IpcCompression compression) => compression == IpcCompression.Lz4 ? (byte)0 : (byte)1;

    /// <summary>A buffer of at least one byte, compressed; as it is where that is not smaller.</summary>
    public static ReadOnlyMemory<byte> Compress(IpcCompression compression, ReadOnlyMemory<byte> buffer)
    {
        using var packed = new RentedBytes(Prefix + buffer.Length / 2 + 64);
        BinaryPrimitives.WriteInt64LittleEndian(packed.GetSpan(Prefix), buffer.Length);
        packed.Advance(Prefix);
        if (compression == IpcCompression.Lz4)
            LZ4Frame.Encode(buffer.Span, packed, new LZ4EncoderSettings { ChainBlocks = false, BlockSize = 1 << 18 });
        else
            Zstd(buffer.Span, packed);
        if (packed.Count < Prefix + buffer.Length)
            return packed.ToArray();
        var plain = new byte[Prefix + buffer.Length];
        BinaryPrimitives.WriteInt64LittleEndian(plain, -1);
        buffer.CopyTo(plain.AsMemory(Prefix));
        return plain;
    }

    /// <summary>The bytes of a compressed buffer.</summary>
    /// <param name="compression">How it is compressed.</param>
    /// <param name="buffer">The buffer, length first.</param>
    /// <param name="needed">How many bytes there must be; more are let go.</param>
    /// <param name="whole">Whether all bytes are wanted, however many there are.</param>
    /// <exception cref="InvalidDataException">It is damaged; the message says how, as a clause that follows on "has".</exception>
    public static ReadOnlyMemory<byte> Decompress(IpcCompression compression, ReadOnlyMemory<byte> buffer, long needed, bool whole)
    {
        if (buffer.Length < Prefix)
            throw new InvalidDataException($"a compressed buffer of {buffer.Length} bytes, which has no room for its length");
        long claimed = BinaryPrimitives.ReadInt64LittleEndian(buffer.Span);
        var content = buffer[Prefix..];
        long length = claimed == -1 ? content.Length : claimed;
        if (length < needed)
            throw new InvalidDataException($"a buffer of {length} bytes where {needed} are needed");
        if (length > Array.MaxLength)
            throw new InvalidDataException($"a buffer of {ByteSize.Of(length)} in one batch; Grid holds up to 2.15 GB, so write smaller batches");
        // In memory of its own: all else of the body, which was decompressed elsewhere, can go.
        if (claimed == -1)
            return (whole ? content : content[..(int)needed]).ToArray();
        int wanted = (int)(whole ? length : needed);
        if (wanted == 0)
            return default;
        try
        {
            return Read(compression, content, wanted, isAll: wanted == length);
        }
        catch (Exception fault) when (fault is not (InvalidDataException or OutOfMemoryException))
        {
            throw new InvalidDataException($"a buffer that is no {compression.ToString().ToUpperInvariant()} ({fault.Message.TrimEnd('.')})", fault);
        }
    }

    private static byte[] Read(IpcCompression compression, ReadOnlyMemory<byte> content, int wanted, bool isAll)
    {
        using var frame = Open(compression, content);
        var bytes = new byte[(int)Math.Min(wanted, Math.Max(LeastRoom, (long)content.Length * UsualRatio))];
        int filled = 0;
        while (filled < wanted)
        {
            if (filled == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(wanted, bytes.Length * 2L));
            int read = frame.Read(bytes, filled, bytes.Length - filled);
            if (read == 0)
                throw new InvalidDataException($"a compressed buffer that ends after {filled} of {wanted} bytes");
            filled += read;
        }
        if (isAll && frame.ReadByte() >= 0)
            throw new InvalidDataException($"a compressed buffer of more than the {wanted} bytes that it claims");
        return bytes;
    }

    private static Stream Open(IpcCompression compression, ReadOnlyMemory<byte> content)
    {
        if (!MemoryMarshal.TryGetArray(content, out var segment))
            segment = content.ToArray();
        var stream = new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false);
        return compression == IpcCompression.Lz4 ? LZ4Stream.Decode(stream, extraMemory: 0, leaveOpen: false) : Zstd(stream);
    }

    // Apart, so that who meets no compression loads no library for it.
    private static ZstdSharp.DecompressionStream Zstd(Stream stream) => new(stream, leaveOpen: false);

    private static void Zstd(ReadOnlySpan<byte> buffer, RentedBytes packed)
    {
        using var compressor = new ZstdSharp.Compressor(1);
        packed.Advance(compressor.Wrap(buffer, packed.GetSpan(ZstdSharp.Compressor.GetCompressBound(buffer.Length))));
    }
}
