using System.Buffers.Binary;

namespace Grid.Query;

/// <summary>The last bytes of some, fewer than eight, as a number: in one or two reads that overlap where there are enough.</summary>
internal static class LastBytes
{
    /// <param name="bytes">All of them.</param>
    /// <param name="length">How many of the last are wanted; the first of these is the lowest of the number.</param>
    public static ulong Of(ReadOnlySpan<byte> bytes, int length)
    {
        if (length == 0)
            return 0;
        if (bytes.Length >= 8)
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..]) >> (8 * (8 - length));
        if (length >= 4)
            return BinaryPrimitives.ReadUInt32LittleEndian(bytes) | (ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]) << (8 * (length - 4));
        ulong last = bytes[0];
        for (int i = 1; i < length; i++)
            last |= (ulong)bytes[i] << (8 * i);
        return last;
    }
}
