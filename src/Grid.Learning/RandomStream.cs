using System.Runtime.CompilerServices;

namespace Grid.Learning;

/// <summary>
/// A counter-based stream of random numbers: SplitMix64 (Steele, Lea and Flood, 2014) started at a key. Keys are hashes of
/// what the draws are for: a purpose, a seed, a fold, a tree, and the path from the root to a node. So no draw depends on
/// how many were made elsewhere, and a tree grown to depth 3 is the top of the tree grown without a limit.
/// </summary>
internal struct RandomStream(ulong key)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state = key;

    /// <summary>What draws are for; part of a key, so streams of different purposes have nothing in common.</summary>
    public enum Purpose : ulong
    {
        Nodes = 1,
        Bootstrap = 2,
        Candidates = 4,
    }

    /// <summary>The key of a stream.</summary>
    /// <param name="purpose">What the draws are for.</param>
    /// <param name="seed">The user's seed.</param>
    /// <param name="fold">The fold, or -1 for a model of all rows.</param>
    /// <param name="tree">The number of the tree within its forest.</param>
    public static ulong Key(Purpose purpose, ulong seed, int fold = -1, int tree = -1)
    {
        ulong key = Mix(seed + Golden);
        key = Mix(key ^ (ulong)purpose * Golden);
        key = Mix(key ^ ((uint)fold + 1UL) * Golden);
        return Mix(key ^ ((uint)tree + 1UL) * Golden);
    }

    /// <summary>The key of a node's left child.</summary>
    public static ulong Left(ulong key) => Mix(key ^ 0xD1B54A32D192ED03);

    /// <summary>The key of a node's right child.</summary>
    public static ulong Right(ulong key) => Mix(key ^ 0x8CB92BA72F3D8DD7);

    /// <summary>The key of a stream for one feature of a node.</summary>
    public static ulong OfFeature(ulong key, int feature) => Mix(Mix(key ^ 0xA0761D6478BD642F) + ((uint)feature + 1UL) * Golden);

    /// <summary>A number from 0 to just below 1, of 53 random bits.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        _state += Golden;
        return Mix(_state);
    }

    /// <summary>A whole number from 0 to <paramref name="bound"/> - 1; 32 random bits scaled, so uneven by less than bound / 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Below(int bound) => (int)((Next() >> 32) * (uint)bound >> 32);

    /// <summary>Puts values in a random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
