using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Grid.Sources;

/// <summary>
/// Finds the delimiters and line breaks outside quotes, 64 bytes at a time: comparisons give a bit a byte, a prefix XOR
/// over the quotes' bits tells what is inside (Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019).
/// </summary>
internal static unsafe class StructureScanner
{
    /// <summary>Bytes that may be read past the end of a scan, and positions that may be written past the last.</summary>
    public const int Slack = 64;

    /// <summary>Scans from the start of a row, so outside quotes.</summary>
    /// <param name="text">The text; <see cref="Slack"/> bytes after <paramref name="to"/> must be readable.</param>
    /// <param name="from">Where the first row starts.</param>
    /// <param name="to">Where the scan ends.</param>
    /// <param name="delimiter">What stands between fields.</param>
    /// <param name="quote">What stands around fields.</param>
    /// <param name="separators">Receives the positions; room for <c>to - from + Slack</c> of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ScanResult Scan(byte* text, int from, int to, byte delimiter, byte quote, int* separators)
    {
        var delimiters = Vector256.Create(delimiter);
        var breaks = Vector256.Create((byte)'\n');
        var quotes = Vector256.Create(quote);
        var all = Vector256<byte>.Zero;
        var least = Vector256.Create((byte)1);
        int* next = separators;
        int lines = 0, quoteCount = 0;
        ulong inside = 0;
        for (int at = from; at < to; at += 64)
        {
            var a = Vector256.Load(text + at);
            var b = Vector256.Load(text + at + 32);
            ulong inRange = to - at >= 64 ? ulong.MaxValue : (1UL << (to - at)) - 1;
            if (inRange == ulong.MaxValue)
            {
                all |= a | b;
                least = Vector256.Min(least, Vector256.Min(a, b));
            }
            else
            {
                for (int i = at; i < to; i++)
                {
                    all |= Vector256.Create(text[i]);
                    least = Vector256.Min(least, Vector256.Create(text[i]));
                }
            }
            ulong breakBits = Bits(a, b, breaks) & inRange;
            ulong separatorBits = (Bits(a, b, delimiters) & inRange) | breakBits;
            ulong quoteBits = Bits(a, b, quotes) & inRange;
            if ((quoteBits | inside) != 0)
            {
                quoteCount += BitOperations.PopCount(quoteBits);
                ulong quoted = PrefixXor(quoteBits) ^ inside;
                inside = (ulong)((long)quoted >> 63);
                separatorBits &= ~quoted;
                breakBits &= ~quoted;
            }
            lines += BitOperations.PopCount(breakBits);
            int count = BitOperations.PopCount(separatorBits);
            int* end = next + count;
            // Eight at a time without asking how many are left: the next round overwrites what was too many.
            do
            {
                next[0] = at + Pop(ref separatorBits);
                next[1] = at + Pop(ref separatorBits);
                next[2] = at + Pop(ref separatorBits);
                next[3] = at + Pop(ref separatorBits);
                next[4] = at + Pop(ref separatorBits);
                next[5] = at + Pop(ref separatorBits);
                next[6] = at + Pop(ref separatorBits);
                next[7] = at + Pop(ref separatorBits);
                next += 8;
            }
            while (next < end);
            next = end;
        }
        return new ScanResult(
            (int)(next - separators), lines, quoteCount, all.ExtractMostSignificantBits() != 0, Vector256.EqualsAny(least, Vector256<byte>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector256<byte> a, Vector256<byte> b, Vector256<byte> value) =>
        Vector256.Equals(a, value).ExtractMostSignificantBits() | (ulong)Vector256.Equals(b, value).ExtractMostSignificantBits() << 32;

    /// <summary>Takes out the lowest bit and says where it was.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Pop(ref ulong bits)
    {
        int position = BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        return position;
    }

    /// <summary>Bit i of the result is the XOR of bits 0 to i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong PrefixXor(ulong bits)
    {
        if (Pclmulqdq.IsSupported)
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(bits), Vector128<ulong>.AllBitsSet, 0).ToScalar();
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ bits << 32;
    }
}

/// <summary>What a scan found.</summary>
/// <param name="Separators">How many delimiters and line breaks outside quotes.</param>
/// <param name="Lines">How many of these are line breaks.</param>
/// <param name="Quotes">How many quotes.</param>
/// <param name="NonAscii">Whether there is a byte above 127.</param>
/// <param name="Nul">Whether there is a zero byte.</param>
/// <param name="HasComments">Whether some lines may be comments.</param>
internal readonly record struct ScanResult(int Separators, int Lines, int Quotes, bool NonAscii, bool Nul, bool HasComments = false);
