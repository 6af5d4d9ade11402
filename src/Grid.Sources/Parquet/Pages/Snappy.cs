using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Grid.Sources;

/// <summary>Decompresses blocks of Snappy.</summary>
internal static unsafe class Snappy
{
    /// <summary>Bytes behind what is read, and behind what is written, that may be touched, so that short copies go by whole words.</summary>
    public const int Slack = 64;

    /// <summary>Decompresses a block.</summary>
    /// <param name="from">The block; <see cref="Slack"/> bytes behind it are there.</param>
    /// <param name="length">Its length.</param>
    /// <param name="to">Receives what it holds; <see cref="Slack"/> bytes behind that may be overwritten.</param>
    /// <param name="expected">How many bytes it is to hold.</param>
    /// <returns>False where it is damaged, or holds more or less.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryDecompress(byte* from, int length, byte* to, int expected)
    {
        byte* end = from + length, start = to, full = to + expected;
        if (!TryLength(ref from, end, out uint said) || said != (uint)expected)
            return false;
        while (from < end)
        {
            uint tag = *from++;
            if ((tag & 3) == 0)
            {
                long literal = (tag >> 2) + 1;
                if (literal <= 16)
                {
                    Unsafe.CopyBlockUnaligned(to, from, 16);
                }
                else
                {
                    if (literal > 60)
                    {
                        int bytes = (int)literal - 60;
                        literal = (*(uint*)from & (uint)((1UL << bytes * 8) - 1)) + 1L;
                        from += bytes;
                    }
                    if (literal > end - from || literal > full - to)
                        return false;
                    NativeMemory.Copy(from, to, (nuint)literal);
                }
                from += literal;
                to += literal;
                if (from > end || to > full)
                    return false;
                continue;
            }
            uint offset, count;
            switch (tag & 3)
            {
                case 1:
                    (count, offset) = ((tag >> 2 & 7) + 4, (tag >> 5 << 8) | *from++);
                    break;
                case 2:
                    (count, offset) = ((tag >> 2) + 1, *(ushort*)from);
                    from += sizeof(ushort);
                    break;
                default:
                    (count, offset) = ((tag >> 2) + 1, *(uint*)from);
                    from += sizeof(uint);
                    break;
            }
            if (from > end || offset == 0 || offset > to - start || count > full - to)
                return false;
            Repeat(to, offset, count);
            to += count;
        }
        return to == full;
    }

    /// <summary>Writes bytes that stand some way before, which they may run into.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Repeat(byte* to, uint offset, uint count)
    {
        byte* source = to - offset, end = to + count;
        if (offset >= 16)
        {
            do
            {
                Unsafe.CopyBlockUnaligned(to, source, 16);
                to += 16;
                source += 16;
            }
            while (to < end);
            return;
        }
        // A pattern shorter than a word is repeated until it is one.
        while (to - source < sizeof(ulong) && to < end)
        {
            long length = to - source;
            *(ulong*)to = *(ulong*)source;
            to += length;
        }
        while (to < end)
        {
            *(ulong*)to = *(ulong*)source;
            to += sizeof(ulong);
            source += sizeof(ulong);
        }
    }

    private static bool TryLength(ref byte* from, byte* end, out uint length)
    {
        length = 0;
        for (int shift = 0; shift < 32 && from < end; shift += 7)
        {
            byte b = *from++;
            length |= (uint)(b & 0x7F) << shift;
            if (b < 0x80)
                return shift < 28 || b < 16;
        }
        return false;
    }
}
