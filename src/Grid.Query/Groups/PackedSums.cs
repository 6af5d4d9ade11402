namespace Grid.Query;

/// <summary>An <see cref="ExactSum"/> a group, the parts of all of them in one array. Immutable once built.</summary>
internal sealed class PackedSums
{
    private readonly List<int> _ends;

    // Sums with terms past 2^960, infinities or NaN: few, and as they are.
    private readonly SortedDictionary<int, ExactSum> _odd = [];
    private double[] _parts;
    private int _used;

    public PackedSums(int groups = 0) => (_ends, _parts) = (new List<int>(groups), new double[Math.Max(4, groups)]);

    public int Count => _ends.Count;

    public long Weight => 8L * _parts.Length + 4L * _ends.Count;

    public void Append(ExactSum sum)
    {
        if (sum.IsOrdinary)
        {
            Append(sum.Parts);
        }
        else
        {
            _odd.Add(_ends.Count, sum.Copy());
            _ends.Add(_used);
        }
    }

    /// <summary>Appends a sum that is one number.</summary>
    public void Append(double sum)
    {
        if (Math.Abs(sum) < 1e288)
        {
            Append(sum == 0 ? [] : new ReadOnlySpan<double>(in sum));
            return;
        }
        var exact = new ExactSum();
        exact.Add(sum);
        Append(exact);
    }

    /// <summary>Adds a group's sum to another.</summary>
    public void AddTo(ExactSum sum, int group)
    {
        if (_odd.TryGetValue(group, out var odd))
        {
            sum.Add(odd);
            return;
        }
        foreach (double part in Parts(group))
            sum.Add(part);
    }

    /// <summary>The sums of groups of both; -1 stands for a group that one of them has not.</summary>
    public static PackedSums Merge(PackedSums left, PackedSums right, ReadOnlySpan<int> fromLeft, ReadOnlySpan<int> fromRight)
    {
        var merged = new PackedSums(fromLeft.Length);
        var sum = new ExactSum();
        for (int i = 0; i < fromLeft.Length; i++)
        {
            var (only, group) = fromRight[i] < 0 ? (left, fromLeft[i]) : fromLeft[i] < 0 ? (right, fromRight[i]) : (null, 0);
            if (only is not null && !only._odd.ContainsKey(group))
            {
                merged.Append(only.Parts(group));
                continue;
            }
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
        var sums = new PackedSums(groups);
        var parts = new List<double>();
        for (int i = 0; i < groups; i++)
        {
            parts.Clear();
            for (int left = reader.Count(8); left > 0; left--)
            {
                double part = reader.Double();
                parts.Add(double.IsFinite(part) ? part : throw reader.Corrupt("a part of a sum is not finite"));
            }
            sums.Append(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(parts));
        }
        for (int left = reader.Count(3); left > 0; left--)
        {
            int group = reader.Within(0, groups - 1);
            if (!sums._odd.TryAdd(group, ExactSum.Read(ref reader)))
                throw reader.Corrupt("a group has two sums");
        }
        return sums;
    }

    private ReadOnlySpan<double> Parts(int group)
    {
        int from = group == 0 ? 0 : _ends[group - 1];
        return _parts.AsSpan(from, _ends[group] - from);
    }

    private void Append(ReadOnlySpan<double> parts)
    {
        if (_used + parts.Length > _parts.Length)
            Array.Resize(ref _parts, Math.Max(_parts.Length * 2, _used + parts.Length));
        parts.CopyTo(_parts.AsSpan(_used));
        _used += parts.Length;
        _ends.Add(_used);
    }
}
