namespace Grid.Learning;

/// <summary>
/// The generator behind NumPy's RandomState (Matsumoto and Nishimura, "Mersenne Twister", 1998), and its shuffle: with the same
/// seed, folds are shuffled as scikit-learn shuffles them.
/// </summary>
internal sealed class MersenneTwister
{
    private const int Length = 624, Middle = 397;
    private readonly uint[] _state = new uint[Length];
    private int _at = Length;

    /// <param name="seed">A random_state; of one beyond 32 bits, both halves are the key, as of RandomState([low, high]).</param>
    public MersenneTwister(ulong seed)
    {
        if (seed <= uint.MaxValue)
            Fill((uint)seed);
        else
            Fill([(uint)seed, (uint)(seed >> 32)]);
    }

    /// <summary>32 random bits.</summary>
    public uint Next()
    {
        if (_at == Length)
            Twist();
        uint y = _state[_at++];
        y ^= y >> 11;
        y ^= y << 7 & 0x9D2C5680;
        y ^= y << 15 & 0xEFC60000;
        return y ^ y >> 18;
    }

    /// <summary>Puts values in a random order, as RandomState.shuffle does.</summary>
    public void Shuffle<T>(T[] values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = (int)UpTo((uint)i);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    // Draws under the next power of two until one is not beyond the most.
    private uint UpTo(uint most)
    {
        uint mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(most), value;
        while ((value = Next() & mask) > most)
        {
        }
        return value;
    }

    private void Fill(uint seed)
    {
        for (int i = 0; i < Length; i++)
        {
            _state[i] = seed;
            seed = 1812433253 * (seed ^ seed >> 30) + (uint)i + 1;
        }
    }

    private void Fill(ReadOnlySpan<uint> key)
    {
        Fill(19650218);
        int i = 1, j = 0;
        for (int k = Length; k > 0; k--)
        {
            _state[i] = (_state[i] ^ (_state[i - 1] ^ _state[i - 1] >> 30) * 1664525) + key[j] + (uint)j;
            Step(ref i);
            j = (j + 1) % key.Length;
        }
        for (int k = Length - 1; k > 0; k--)
        {
            _state[i] = (_state[i] ^ (_state[i - 1] ^ _state[i - 1] >> 30) * 1566083941) - (uint)i;
            Step(ref i);
        }
        _state[0] = 0x80000000;

        void Step(ref int at)
        {
            if (++at < Length)
                return;
            _state[0] = _state[Length - 1];
            at = 1;
        }
    }

    private void Twist()
    {
        for (int i = 0; i < Length; i++)
        {
            uint y = (_state[i] & 0x80000000) | (_state[(i + 1) % Length] & 0x7FFFFFFF);
            _state[i] = _state[(i + Middle) % Length] ^ y >> 1 ^ ((y & 1) != 0 ? 0x9908B0DFu : 0);
        }
        _at = 0;
    }
}
