using System.Buffers.Binary;

namespace Grid.Query;

/// <summary>64-bit hashes that are the same in every process: they decide slices of groups and registers of sketches.</summary>
internal static class StableHash
{
    /// <summary>The hash of a 64-bit key: the finalizer of SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, 2014), a bijection.</summary>
    public static ulong Of(ulong key)
    {
        key += 0x9E3779B97F4A7C15;
        key = (key ^ key >> 30) * 0xBF58476D1CE4E5B9;
        key = (key ^ key >> 27) * 0x94D049BB133111EB;
        return key ^ key >> 31;
    }

    /// <summary>The hash of two hashes, in order.</summary>
    public static ulong Combine(ulong first, ulong second) => Of(first * 0x9FB21C651E98DF25 + second);

    /// <summary>The hash of bytes: eight at a time by 128-bit products, as in wyhash (Wang Yi).</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 0x2D358DCCAA6C78A5 ^ (ulong)bytes.Length;
        var rest = bytes;
        for (; rest.Length >= 8; rest = rest[8..])
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(rest), 0x8BB84B93962EACC9);
        return Of(Fold(hash ^ LastBytes.Of(bytes, rest.Length), 0x4B33A62ED433D4A3));
    }

    /// <summary>The slice, of a number of slices, that a hash falls into.</summary>
    public static int SliceOf(ulong hash, int slices) => (int)Math.BigMul(hash, (ulong)slices, out _);

    private static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
