namespace Grid.Query;

/// <summary>The keys of groups, in ascending order of the first key, then the second, and so on. Immutable.</summary>
internal sealed class GroupKeys(GroupKeyColumn[] columns)
{
    public IReadOnlyList<GroupKeyColumn> Columns => columns;

    public int Count => columns[0].Count;

    public long WeightOf(int group)
    {
        long weight = 3;
        foreach (var column in columns)
            weight += column.WeightOf(group);
        return weight;
    }

    /// <summary>The hash that decides which slice a group belongs to.</summary>
    public ulong HashOf(int group)
    {
        ulong hash = 0;
        foreach (var column in columns)
            hash = StableHash.Combine(hash, column.HashOf(group));
        return hash;
    }

    public int Compare(int group, GroupKeys other, int otherGroup)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            int order = columns[i].Compare(group, other.Columns[i], otherGroup);
            if (order != 0)
                return order;
        }
        return 0;
    }

    /// <summary>The positions of groups that are in no order, in order.</summary>
    public int[] Order()
    {
        var order = Enumerable.Range(0, Count).ToArray();
        if (columns.Length == 1 && columns[0].Keys is { } keys)
            Array.Sort((ulong[])keys.Clone(), order);
        else
            Array.Sort(order, (a, b) => Compare(a, this, b));
        return order;
    }

    public GroupKeys Take(ReadOnlySpan<int> groups)
    {
        var taken = new GroupKeyColumn[columns.Length];
        for (int i = 0; i < taken.Length; i++)
            taken[i] = columns[i].Take(groups);
        return new GroupKeys(taken);
    }

    /// <summary>The groups of both, and where each has them; -1 where it has not.</summary>
    public (GroupKeys Keys, int[] Left, int[] Right) Union(GroupKeys next)
    {
        var left = new int[Count + next.Count];
        var right = new int[Count + next.Count];
        var (mine, others) = columns.Length == 1 ? (columns[0].Keys, next.Columns[0].Keys) : (null, null);
        int n = 0;
        for (int i = 0, j = 0; i < Count || j < next.Count; n++)
        {
            int order = i == Count ? 1 : j == next.Count ? -1 : mine is not null && others is not null ? mine[i].CompareTo(others[j]) : Compare(i, next, j);
            left[n] = order <= 0 ? i++ : -1;
            right[n] = order >= 0 ? j++ : -1;
        }
        int[] fromLeft = left.AsSpan(0, n).ToArray(), fromRight = right.AsSpan(0, n).ToArray();
        var merged = new GroupKeyColumn[columns.Length];
        for (int i = 0; i < merged.Length; i++)
            merged[i] = columns[i].Take(fromLeft, next.Columns[i], fromRight);
        return (new GroupKeys(merged), fromLeft, fromRight);
    }

    public void Write(ByteWriter writer)
    {
        writer.Count(Count);
        writer.Count(columns.Length);
        foreach (var column in columns)
            column.Write(writer);
    }

    public static GroupKeys Read(ref ByteReader reader)
    {
        int groups = reader.Count();
        var columns = new GroupKeyColumn[reader.Count()];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = GroupKeyColumn.Read(ref reader, groups);
        if (columns.Length == 0)
            throw reader.Corrupt("groups have no keys");
        var keys = new GroupKeys(columns);
        for (int i = 1; i < groups; i++)
        {
            if (keys.Compare(i - 1, keys, i) >= 0)
                throw reader.Corrupt("groups do not ascend");
        }
        return keys;
    }
}
