using System.Runtime.CompilerServices;

namespace Grid.Samples;

/// <summary>Draws an index in proportion to its weight, in constant time: Walker's alias method, as Vose (1991) sets it up.</summary>
internal sealed class Choice
{
    private readonly uint[] _keep;
    private readonly int[] _alias;

    /// <summary>Sets up the draw; weights are positive and need not sum to 1.</summary>
    public Choice(params ReadOnlySpan<double> weights)
    {
        int n = weights.Length;
        double total = 0;
        foreach (double weight in weights)
            total += weight;
        _keep = new uint[n];
        _alias = new int[n];
        var share = new double[n];
        var (small, large) = (new Stack<int>(), new Stack<int>());
        for (int i = 0; i < n; i++)
        {
            share[i] = weights[i] * n / total;
            (share[i] < 1 ? small : large).Push(i);
        }
        while (small.Count > 0 && large.Count > 0)
        {
            int little = small.Pop();
            int big = large.Peek();
            _keep[little] = (uint)(share[little] * uint.MaxValue);
            _alias[little] = big;
            share[big] -= 1 - share[little];
            if (share[big] < 1)
                small.Push(large.Pop());
        }
        foreach (int whole in small.Concat(large))
            (_keep[whole], _alias[whole]) = (uint.MaxValue, whole);
    }

    /// <summary>An index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Draw(ref SampleRandom random)
    {
        ulong bits = random.NextBits();
        int slot = (int)(((bits >> 32) * (ulong)_keep.Length) >> 32);
        return (uint)bits <= _keep[slot] ? slot : _alias[slot];
    }
}
