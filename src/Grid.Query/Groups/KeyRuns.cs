namespace Grid.Query;

/// <summary>The values of a group as ascending keys, each once, with how often it occurs. Immutable.</summary>
internal sealed class KeyRuns
{
    private readonly ulong[] _keys;
    private readonly long[]? _counts;

    private KeyRuns(ulong[] keys, long[]? counts) => (_keys, _counts) = (keys, counts);

    /// <summary>Of no values.</summary>
    public static KeyRuns Empty { get; } = new([], null);

    /// <summary>What it weighs on its way, whatever it was merged of.</summary>
    public long Nominal => 10L * _keys.Length;

    public long Weight => 60 + 8L * _keys.Length + 8L * (_counts?.Length ?? 0);

    /// <summary>Of keys in any order, each as often as it is there; they are sorted where they are.</summary>
    public static KeyRuns Of(Span<ulong> keys)
    {
        keys.Sort();
        int distinct = 0;
        for (int i = 0; i < keys.Length; i++)
            distinct += i == 0 || keys[i] != keys[i - 1] ? 1 : 0;
        if (distinct == keys.Length)
            return keys.Length == 0 ? Empty : new KeyRuns(keys.ToArray(), null);
        var runs = new ulong[distinct];
        var counts = new long[distinct];
        int at = -1;
        for (int i = 0; i < keys.Length; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1])
                runs[++at] = keys[i];
            counts[at]++;
        }
        return new KeyRuns(runs, counts);
    }

    /// <summary>Of keys that were counted.</summary>
    /// <param name="keys">The keys; sorted where they are.</param>
    /// <param name="counts">How often each is there, at least once; sorted with them.</param>
    /// <param name="ascends">Whether each is there once, in ascending order.</param>
    public static KeyRuns Counted(Span<ulong> keys, Span<long> counts, bool ascends)
    {
        int last = keys.Length - 1;
        if (!ascends && keys.Length > 0)
        {
            keys.Sort(counts);
            last = 0;
            for (int i = 1; i < keys.Length; i++)
            {
                if (keys[i] == keys[last])
                    counts[last] += counts[i];
                else
                    (keys[++last], counts[last]) = (keys[i], counts[i]);
            }
        }
        return Of(keys[..(last + 1)].ToArray(), counts[..(last + 1)].ToArray());
    }

    /// <summary>The values of all.</summary>
    public static KeyRuns Merge(IReadOnlyList<KeyRuns> parts)
    {
        // Two at a time, round by round: all of them ascend.
        KeyRuns[] round = [.. parts];
        int left = round.Length;
        while (left > 1)
        {
            int pairs = left / 2;
            for (int i = 0; i < pairs; i++)
                round[i] = Merge(round[2 * i], round[2 * i + 1]);
            if (left % 2 == 1)
                round[pairs] = round[left - 1];
            left = pairs + left % 2;
        }
        return round[0];
    }

    /// <summary>The key of a rank, from 0 in ascending order.</summary>
    public ulong KeyAt(long rank)
    {
        if (_counts is null)
            return _keys[rank];
        int at = 0;
        for (; rank >= _counts[at]; at++)
            rank -= _counts[at];
        return _keys[at];
    }

    public void Write(ByteWriter writer)
    {
        writer.Ascending(_keys);
        writer.Counts(_counts ?? []);
    }

    public static KeyRuns Read(ref ByteReader reader)
    {
        var keys = reader.Ascending();
        var counts = reader.Counts();
        if (counts.Length != 0 && counts.Length != keys.Length)
            throw reader.Corrupt("values and their counts are not as many");
        return new KeyRuns(keys, counts.Length == 0 ? null : counts);
    }

    private static KeyRuns Merge(KeyRuns a, KeyRuns b)
    {
        if (a._keys.Length == 0 || b._keys.Length == 0)
            return a._keys.Length == 0 ? b : a;
        if (a._counts is null && b._counts is null && MergeDistinct(a._keys, b._keys) is { } distinct)
            return new KeyRuns(distinct, null);
        // So that what is made has no room left over.
        var keys = new ulong[a._keys.Length + b._keys.Length - InBoth(a._keys, b._keys)];
        var counts = new long[keys.Length];
        int i = 0, j = 0;
        for (int to = 0; to < keys.Length; to++)
        {
            bool fromA = i < a._keys.Length && (j == b._keys.Length || a._keys[i] <= b._keys[j]);
            bool fromB = j < b._keys.Length && (i == a._keys.Length || b._keys[j] <= a._keys[i]);
            keys[to] = fromA ? a._keys[i] : b._keys[j];
            counts[to] = (fromA ? a._counts?[i] ?? 1 : 0) + (fromB ? b._counts?[j] ?? 1 : 0);
            i += fromA ? 1 : 0;
            j += fromB ? 1 : 0;
        }
        return Of(keys, counts);
    }

    // Null where a key is in both.
    private static ulong[]? MergeDistinct(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        var keys = new ulong[a.Length + b.Length];
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            ulong x = a[i], y = b[j];
            if (x == y)
                return null;
            // Which of them comes is a coin toss: chosen without a branch.
            int first = x < y ? 1 : 0;
            keys[i + j] = Math.Min(x, y);
            i += first;
            j += 1 - first;
        }
        a[i..].CopyTo(keys.AsSpan(i + j));
        b[j..].CopyTo(keys.AsSpan(i + j));
        return keys;
    }

    private static int InBoth(ulong[] a, ulong[] b)
    {
        int both = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            ulong x = a[i], y = b[j];
            both += x == y ? 1 : 0;
            i += x <= y ? 1 : 0;
            j += y <= x ? 1 : 0;
        }
        return both;
    }

    private static KeyRuns Of(ulong[] keys, long[] counts) => keys.Length == 0 ? Empty : new KeyRuns(keys, counts.AsSpan().ContainsAnyExcept(1) ? counts : null);
}
