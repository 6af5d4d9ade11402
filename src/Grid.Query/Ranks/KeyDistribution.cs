using System.Numerics;

namespace Grid.Query;

/// <summary>
/// How 64-bit keys are distributed: each distinct key with its count while there are few; beyond, counts in buckets of 2^shift
/// keys, aligned to multiples of that, where the shift is the least with which the range takes no more than the limit of buckets.
/// Both forms, and the way from one to the other, follow from the keys alone: merging commutes and associates to the bit.
/// </summary>
internal sealed class KeyDistribution
{
    // What a state may hold of each column, so that all columns together stay well under 8 MiB.
    private const int MostOfColumn = 1 << 14;
    private const int LeastOfColumn = 1 << 8;
    private const int AllColumns = 1 << 19;

    private readonly ulong[] _keys;
    private readonly ulong _first;
    private readonly long[] _counts;

    private KeyDistribution(int limit, ulong[] keys, long[] counts) => (Limit, _keys, _counts) = (limit, keys, counts);

    private KeyDistribution(int limit, int shift, ulong first, long[] counts) =>
        (Limit, Shift, _keys, _first, _counts) = (limit, shift, [], first, counts);

    /// <summary>The most distinct keys, or buckets, that are held.</summary>
    public int Limit { get; }

    /// <summary>0 where keys are known one by one; otherwise a bucket is 2^shift keys wide.</summary>
    public int Shift { get; }

    public bool IsExact => Shift == 0;

    /// <summary>The keys that occur, ascending, where <see cref="IsExact"/>.</summary>
    public ReadOnlySpan<ulong> Keys => _keys;

    /// <summary>How often each key, or each bucket from the first on, occurs.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    public long Weight => 60 + 8L * (_keys.Length + _counts.Length);

    /// <summary>Distinct keys, or buckets, that each distribution of a state may have.</summary>
    public static int LimitFor(int distributions) => Math.Clamp(AllColumns / Math.Max(1, distributions), LeastOfColumn, MostOfColumn);

    public static KeyDistribution Empty(int limit) => new(limit, [], []);

    /// <summary>Of distinct ascending keys, each with a count above zero.</summary>
    public static KeyDistribution Of(int limit, ulong[] keys, long[] counts) =>
        keys.Length <= limit ? new KeyDistribution(limit, keys, counts) : Coarse(limit, keys, counts, 0, keys[0], keys[^1]);

    /// <summary>The same keys in ascending order, each once.</summary>
    public static (ulong[] Keys, long[] Counts) Sorted(ulong[] keys, long[] counts)
    {
        Array.Sort(keys, counts);
        int kept = 0;
        for (int i = 1; i < keys.Length; i++)
        {
            if (keys[i] == keys[kept])
                counts[kept] += counts[i];
            else
                (keys[++kept], counts[kept]) = (keys[i], counts[i]);
        }
        return (keys.AsSpan(0, kept + 1).ToArray(), counts.AsSpan(0, kept + 1).ToArray());
    }

    /// <summary>Of counts in buckets; the first and the last bucket are not empty.</summary>
    public static KeyDistribution OfBuckets(int limit, int shift, ulong firstBucket, long[] counts)
    {
        if (shift > 0)
            return new KeyDistribution(limit, shift, firstBucket, counts);
        var keys = new List<ulong>();
        var kept = new List<long>();
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
                continue;
            keys.Add(firstBucket + (ulong)i);
            kept.Add(counts[i]);
        }
        return new KeyDistribution(limit, [.. keys], [.. kept]);
    }

    /// <summary>The least shift with which keys from least to most fall into no more than the limit of buckets.</summary>
    public static int FittingShift(ulong least, ulong most, int limit)
    {
        int shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount(most - least) - (32 - BitOperations.LeadingZeroCount((uint)limit)));
        while (shift < 64 && (most >> shift) - (least >> shift) >= (ulong)limit)
            shift++;
        return shift;
    }

    public KeyDistribution Merge(KeyDistribution next)
    {
        if (_counts.Length == 0)
            return next;
        if (next._counts.Length == 0)
            return this;
        if (IsExact && next.IsExact)
        {
            var (keys, counts) = Union(next);
            return Of(Limit, keys, counts);
        }
        int shift = Math.Max(Shift, next.Shift);
        ulong least = Math.Min(Least, next.Least), most = Math.Max(Most, next.Most);
        shift = Math.Max(shift, FittingShift(least, most, Limit));
        ulong first = least >> shift;
        var merged = new long[(int)((most >> shift) - first) + 1];
        AddTo(merged, shift, first);
        next.AddTo(merged, shift, first);
        return new KeyDistribution(Limit, shift, first, merged);
    }

    /// <summary>Which keys the value of a rank (from 0, ascending) is among, and how many keys lie before those.</summary>
    public (ulong Least, ulong Most, long Before) Find(long rank)
    {
        long before = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            if (rank < before + _counts[i])
            {
                if (IsExact)
                    return (_keys[i], _keys[i], before);
                ulong least = _first + (ulong)i << Shift;
                return (least, least + ((1UL << Shift) - 1), before);
            }
            before += _counts[i];
        }
        throw new ArgumentOutOfRangeException(nameof(rank), $"There is no rank {rank} among {before} values.");
    }

    public void Write(ByteWriter writer)
    {
        writer.Count(Limit);
        writer.Byte((byte)Shift);
        if (IsExact)
            writer.Ascending(_keys);
        else
            writer.Unsigned(_first);
        writer.Counts(_counts);
    }

    public static KeyDistribution Read(ref ByteReader reader)
    {
        int limit = reader.Within(2, 1 << 20), shift = reader.Within(0, 63);
        if (shift == 0)
        {
            var keys = reader.Ascending();
            var counts = reader.Counts();
            return keys.Length == counts.Length && keys.Length <= limit && !counts.Contains(0)
                ? new KeyDistribution(limit, keys, counts)
                : throw reader.Corrupt("a distribution's keys and counts do not match");
        }
        ulong first = reader.Unsigned();
        var buckets = reader.Counts();
        bool holds = buckets.Length > 0 && buckets.Length <= limit && buckets[0] > 0 && buckets[^1] > 0
            && first <= (ulong.MaxValue >> shift) - (ulong)(buckets.Length - 1);
        return holds ? new KeyDistribution(limit, shift, first, buckets) : throw reader.Corrupt("a histogram's buckets are out of range");
    }

    private ulong Least => IsExact ? _keys[0] : _first << Shift;

    private ulong Most => IsExact ? _keys[^1] : (_first + (ulong)_counts.Length << Shift) - 1;

    private static KeyDistribution Coarse(int limit, ulong[] keys, long[] counts, int shift, ulong least, ulong most)
    {
        shift = Math.Max(shift, FittingShift(least, most, limit));
        ulong first = least >> shift;
        var buckets = new long[(int)((most >> shift) - first) + 1];
        for (int i = 0; i < keys.Length; i++)
            buckets[(int)((keys[i] >> shift) - first)] += counts[i];
        return new KeyDistribution(limit, shift, first, buckets);
    }

    private void AddTo(long[] buckets, int shift, ulong first)
    {
        for (int i = 0; i < _counts.Length; i++)
        {
            ulong key = IsExact ? _keys[i] : _first + (ulong)i << Shift;
            buckets[(int)((key >> shift) - first)] += _counts[i];
        }
    }

    private (ulong[] Keys, long[] Counts) Union(KeyDistribution next)
    {
        var keys = new ulong[_keys.Length + next._keys.Length];
        var counts = new long[keys.Length];
        int i = 0, j = 0, n = 0;
        while (i < _keys.Length || j < next._keys.Length)
        {
            bool left = j == next._keys.Length || (i < _keys.Length && _keys[i] <= next._keys[j]);
            bool right = i == _keys.Length || (j < next._keys.Length && next._keys[j] <= _keys[i]);
            keys[n] = left ? _keys[i] : next._keys[j];
            counts[n++] = (left ? _counts[i++] : 0) + (right ? next._counts[j++] : 0);
        }
        return (keys.AsSpan(0, n).ToArray(), counts.AsSpan(0, n).ToArray());
    }
}
