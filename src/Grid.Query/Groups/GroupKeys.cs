namespace Grid.Query;

/// <summary>The keys of groups, each of which occurs once; in no order but that of whoever made them. Immutable.</summary>
internal sealed class GroupKeys(GroupKeyColumn[] columns)
{
    public IReadOnlyList<GroupKeyColumn> Columns => columns;

    public int Count => columns[0].Count;

    public long Weight => columns.Sum(c => c.Weight);

    /// <summary>What the groups weigh in a budget.</summary>
    public long WeightOfAll() => 3L * Count + columns.Sum(c => c.WeightOfAll());

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

    /// <summary>The positions of the groups in ascending order of the first key, then the second, and so on.</summary>
    public int[] Order(Workers workers) => GroupOrder.Of([.. columns], Count, workers);

    public GroupKeys Take(ReadOnlySpan<int> groups)
    {
        var taken = new GroupKeyColumn[columns.Length];
        for (int i = 0; i < taken.Length; i++)
            taken[i] = columns[i].Take(groups);
        return new GroupKeys(taken);
    }

    public bool IsLike(GroupKeys other) => columns.Length == other.Columns.Count && !columns.Zip(other.Columns).Any(p => p.First.IsText != p.Second.IsText);

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
        return new GroupKeys(columns);
    }
}
