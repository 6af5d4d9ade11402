using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Grid.Query;

/// <summary>
/// Counts keys into the buckets of a <see cref="KeyDistribution"/>, which widen as the range of keys grows. A few keys stay as they
/// are: a small partition has less of them than of buckets.
/// </summary>
internal sealed class KeyHistogram(int limit)
{
    private const int Few = 1 << 10;

    private readonly int _few = Math.Min(Few, limit / 8);
    private readonly List<ulong> _keys = [];
    /// <summary>Of keys of a range that is known before.</summary>
    public KeyHistogram(KeyRange range, int limit) : this(limit)
    {
        (_least, _most, _shift) = (range.Least, range.Most, KeyDistribution.FittingShift(range.Least, range.Most, limit));
        _counts = new long[(int)((_most >> _shift) - (_least >> _shift)) + 1];
    }

    private long[] _counts = [];
    private ulong _least;
    private ulong _most;
    private int _shift;

    /// <summary>Adds keys, of which the least and the most are known.</summary>
    public void Add(ReadOnlySpan<ulong> keys, ulong least, ulong most)
    {
        if (keys.Length == 0)
            return;
        if (_counts.Length == 0)
        {
            if (_keys.Count + keys.Length <= _few)
            {
                _keys.AddRange(keys);
                return;
            }
            Spill();
        }
        Cover(least, most);
        Count(keys, _counts, _shift, _least >> _shift);
    }

    /// <summary>Adds a key a number of times.</summary>
    public void Add(ulong key, long count)
    {
        Spill();
        Cover(key, key);
        _counts[(int)((key >> _shift) - (_least >> _shift))] += count;
    }

    public KeyDistribution ToDistribution()
    {
        if (_counts.Length == 0)
            return _keys.Count == 0 ? KeyDistribution.Empty(limit) : OfFew();
        // The first and the last bucket in use; none where the range was known and no key came.
        int from = Array.FindIndex(_counts, c => c != 0), to = Array.FindLastIndex(_counts, c => c != 0);
        return from < 0 ? KeyDistribution.Empty(limit)
            : KeyDistribution.OfBuckets(limit, _shift, (_least >> _shift) + (ulong)from, _counts.AsSpan(from, to - from + 1).ToArray());
    }

    private void Spill()
    {
        if (_keys.Count == 0)
            return;
        var keys = CollectionsMarshal.AsSpan(_keys);
        Cover(TensorPrimitives.Min<ulong>(keys), TensorPrimitives.Max<ulong>(keys));
        Count(keys, _counts, _shift, _least >> _shift);
        _keys.Clear();
    }

    private KeyDistribution OfFew()
    {
        var once = new long[_keys.Count];
        Array.Fill(once, 1);
        var (keys, counts) = KeyDistribution.Sorted([.. _keys], once);
        return KeyDistribution.Of(limit, keys, counts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Count(ReadOnlySpan<ulong> keys, long[] counts, int shift, ulong first)
    {
        foreach (ulong key in keys)
            counts[(int)((key >> shift) - first)]++;
    }

    private void Cover(ulong least, ulong most)
    {
        if (_counts.Length == 0)
        {
            (_least, _most, _shift) = (least, most, KeyDistribution.FittingShift(least, most, limit));
            _counts = new long[limit];
            return;
        }
        if (least >= _least && most <= _most)
            return;
        ulong newLeast = Math.Min(least, _least), newMost = Math.Max(most, _most);
        int shift = Math.Max(_shift, KeyDistribution.FittingShift(newLeast, newMost, limit));
        ulong first = newLeast >> shift;
        if (shift != _shift || first != _least >> _shift)
        {
            var moved = new long[limit];
            ulong oldFirst = _least >> _shift;
            int used = (int)((_most >> _shift) - oldFirst) + 1;
            for (int i = 0; i < used; i++)
                moved[(int)((oldFirst + (ulong)i >> (shift - _shift)) - first)] += _counts[i];
            _counts = moved;
        }
        (_least, _most, _shift) = (newLeast, newMost, shift);
    }
}
