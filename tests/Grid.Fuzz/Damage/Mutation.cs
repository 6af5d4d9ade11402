using System.Buffers.Binary;

namespace Grid.Fuzz.Damage;

/// <summary>Damages bytes, as a fuzzer does: the same damage for the same stream of random numbers.</summary>
/// <param name="random">Where the damage is drawn from.</param>
/// <param name="words">What readers of the format look for, put in here and there.</param>
internal sealed class Mutation(Random random, IReadOnlyList<byte[]> words)
{
    // Where lengths, counts and offsets go wrong.
    private static readonly long[] Edges =
    [
        0, 1, -1, 2, 7, 8, 127, 128, 255, 256, short.MaxValue, ushort.MaxValue, 65_536, 1 << 20, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, 1L << 40, long.MaxValue, long.MinValue,
    ];

    /// <summary>A number at which lengths, counts and offsets go wrong.</summary>
    public static long Edge(Random random) => Edges[random.Next(Edges.Length)];

    /// <summary>A damaged copy of one of the seeds.</summary>
    public byte[] Of(IReadOnlyList<byte[]> seeds) => Of(seeds[random.Next(seeds.Count)], seeds);

    /// <summary>A damaged copy of an input, with parts of others.</summary>
    public byte[] Of(byte[] bytes, IReadOnlyList<byte[]> seeds)
    {
        // One wound mostly, as readers that check what they read end at the first.
        for (int wounds = 1 + random.Next(random.Next(4) == 0 ? 8 : 1); wounds > 0; wounds--)
            bytes = Wound(bytes, seeds);
        return bytes;
    }

    private byte[] Wound(byte[] bytes, IReadOnlyList<byte[]> seeds)
    {
        int at = random.Next(bytes.Length + 1), length = random.Next(Math.Min(bytes.Length - at, random.Next(4) == 0 ? bytes.Length : 16) + 1);
        switch (random.Next(9))
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 2:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 3:
                var drawn = new byte[random.Next(1, 64)];
                random.NextBytes(drawn);
                return [.. bytes[..at], .. drawn, .. bytes[at..]];
            case 4 when words.Count > 0:
                return [.. bytes[..at], .. words[random.Next(words.Count)], .. bytes[(at + length)..]];
            case 5:
                byte[] other = seeds[random.Next(seeds.Count)];
                return [.. bytes[..at], .. other[Math.Min(at, other.Length)..]];
            case 6 or 7:
                return WithNumber(bytes, at);
            default:
                byte[] flipped = [.. bytes];
                if (at < flipped.Length)
                    flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
        }
    }

    private byte[] WithNumber(byte[] bytes, int at)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, Edge(random));
        byte[] changed = [.. bytes];
        int width = Math.Min(1 << random.Next(4), changed.Length - at);
        number[..width].CopyTo(changed.AsSpan(at));
        return changed;
    }
}
