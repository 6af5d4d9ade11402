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

    /// <summary>The values of all.</summary>
    public static KeyRuns Merge(IReadOnlyList<KeyRuns> parts)
    {
        int total = parts.Sum(p => p._keys.Length), end = 0;
        var keys = new ulong[total];
        var counts = new long[total];
        foreach (var part in parts)
        {
            part._keys.CopyTo(keys, end);
            if (part._counts is null)
                counts.AsSpan(end, part._keys.Length).Fill(1);
            else
                part._counts.CopyTo(counts, end);
            end += part._keys.Length;
        }
        Array.Sort(keys, counts);
        int last = -1;
        bool ones = true;
        for (int i = 0; i < total; i++)
        {
            if (last >= 0 && keys[i] == keys[last])
                counts[last] += counts[i];
            else
                (keys[++last], counts[last]) = (keys[i], counts[i]);
            ones &= counts[last] == 1;
        }
        return new KeyRuns(keys[..(last + 1)], ones ? null : counts[..(last + 1)]);
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
}
