using System.Numerics;
using System.Runtime.CompilerServices;

namespace Grid.Samples;

/// <summary>
/// A stream of random numbers that follows from a seed, a purpose, a file and a chunk alone: xoshiro256++ (Blackman and
/// Vigna 2019), seeded through SplitMix64. It uses no more of the machine's mathematics than IEEE 754 fixes to the bit,
/// so that a sample is the same everywhere.
/// </summary>
internal struct SampleRandom
{
    private ulong _a, _b, _c, _d;

    /// <summary>Starts the stream of a chunk.</summary>
    public SampleRandom(ulong seed, SamplePurpose purpose, int file, int chunk)
    {
        ulong state = Mix(Mix(Mix(Mix(seed) ^ (ulong)purpose) ^ (uint)file) ^ (uint)chunk);
        _a = Mix(state);
        _b = Mix(_a);
        _c = Mix(_b);
        _d = Mix(_c);
    }

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_a + _d, 23) + _a;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number in [0, 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>A number in (0, 1), for where a logarithm follows.</summary>
    public double NextOpen() => ((NextBits() >> 12) + 0.5) * (1.0 / (1L << 52));

    /// <summary>A whole number in [0, <paramref name="limit"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int limit) => (int)(((NextBits() >> 32) * (ulong)limit) >> 32);

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A draw of the normal distribution.</summary>
    public double Normal(double mean, double deviation) => mean + deviation * SampleMath.NormalQuantile(NextOpen());

    /// <summary>A draw of the exponential distribution.</summary>
    public double Exponential(double mean) => -mean * SampleMath.Log(NextOpen());

    /// <summary>A draw of the gamma distribution, for shapes of 1 and above (Marsaglia and Tsang 2000).</summary>
    public double Gamma(double shape, double scale)
    {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = Normal(0, 1);
            double v = 1 + c * x;
            if (v <= 0)
                continue;
            v = v * v * v;
            if (SampleMath.Log(NextOpen()) < 0.5 * x * x + d - d * v + d * SampleMath.Log(v))
                return scale * d * v;
        }
    }

    // SplitMix64's step and finaliser (Steele, Lea and Flood 2014).
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
