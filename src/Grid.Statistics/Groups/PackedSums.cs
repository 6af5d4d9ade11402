namespace Grid.Statistics;

/// <summary>An <see cref="ExactSum"/> a group, the parts of all of them in one array. Immutable once built.</summary>
internal sealed class PackedSums
{
    private readonly List<double> _parts = [];
    private readonly List<int> _ends = [];

    // Sums with terms past 2^960, infinities or NaN: few, and as they are.
    private readonly SortedDictionary<int, ExactSum> _odd = [];

    public int Count => _ends.Count;

    public long Weight => 8L * _parts.Count + 4L * _ends.Count;

    public void Append(ExactSum sum)
    {
        if (sum.IsOrdinary)
            _parts.AddRange(sum.Parts);
        else
            _odd.Add(_ends.Count, sum.Copy());
        _ends.Add(_parts.Count);
    }

    /// <summary>Adds a group's sum to another.</summary>
    public void AddTo(ExactSum sum, int group)
    {
        if (_odd.TryGetValue(group, out var odd))
        {
            sum.Add(odd);
            return;
        }
        for (int i = group == 0 ? 0 : _ends[group - 1]; i < _ends[group]; i++)
            sum.Add(_parts[i]);
    }

    /// <summary>The sums of groups of both; -1 stands for a group that one of them has not.</summary>
    public static PackedSums Merge(PackedSums left, PackedSums right, ReadOnlySpan<int> fromLeft, ReadOnlySpan<int> fromRight)
    {
        var merged = new PackedSums();
        var sum = new ExactSum();
        for (int i = 0; i < fromLeft.Length; i++)
        {
            sum.Clear();
            if (fromLeft[i] >= 0)
                left.AddTo(sum, fromLeft[i]);
            if (fromRight[i] >= 0)
                right.AddTo(sum, fromRight[i]);
            merged.Append(sum);
        }
        return merged;
    }

    public void Write(ByteWriter writer)
    {
        int from = 0;
        foreach (int end in _ends)
        {
            writer.Count(end - from);
            for (; from < end; from++)
                writer.Double(_parts[from]);
        }
        writer.Count(_odd.Count);
        foreach (var (group, sum) in _odd)
        {
            writer.Count(group);
            sum.Write(writer);
        }
    }

    public static PackedSums Read(ref ByteReader reader, int groups)
    {
        var sums = new PackedSums();
        for (int i = 0; i < groups; i++)
        {
            for (int left = reader.Count(8); left > 0; left--)
            {
                double part = reader.Double();
                sums._parts.Add(double.IsFinite(part) ? part : throw reader.Corrupt("a part of a sum is not finite"));
            }
            sums._ends.Add(sums._parts.Count);
        }
        for (int left = reader.Count(3); left > 0; left--)
        {
            int group = reader.Within(0, groups - 1);
            if (!sums._odd.TryAdd(group, ExactSum.Read(ref reader)))
                throw reader.Corrupt("a group has two sums");
        }
        return sums;
    }
}
