using Grid.Columns;

namespace Grid.Query;

/// <summary>Reads what is known of groups off the codes that occur in them.</summary>
internal static class CodedGroupValues
{
    /// <summary>Room for what is wanted of groups.</summary>
    public static GroupValues Empty(Vector table, GroupParts parts, int groups)
    {
        bool isText = table.Type.Id == TypeId.Utf8;
        return new GroupValues
        {
            Counts = new long[groups],
            Sums = parts.HasFlag(GroupParts.Sum) ? new PackedSums(groups) : null,
            Squares = parts.HasFlag(GroupParts.Squares) ? new PackedSums(groups) : null,
            Ranges = parts.HasFlag(GroupParts.Range) && !isText ? new KeyRange[groups] : null,
            Distinct = parts.HasFlag(GroupParts.Distinct) && !isText ? new DistinctKeys[groups] : null,
            Texts = isText && (parts & (GroupParts.Distinct | GroupParts.Range)) != 0 ? new TextCounts[groups] : null,
        };
    }

    /// <summary>Takes a group's codes, none of them of null; the groups come in order.</summary>
    /// <param name="values">What is known of groups so far.</param>
    /// <param name="group">The group.</param>
    /// <param name="table">The value of each code.</param>
    /// <param name="present">The codes that occur, ascending.</param>
    /// <param name="counts">How often each code occurs; read only where there are sums.</param>
    /// <param name="ascends">Whether values ascend with their codes.</param>
    public static void Take(GroupValues values, int group, Vector table, ReadOnlySpan<int> present, ReadOnlySpan<long> counts, bool ascends)
    {
        if (values.Sums is not null)
        {
            var moments = new Moments();
            if (present.Length > 0)
                CountedValues.AddTo(moments, table, present, counts);
            values.Sums.Append(moments.Sum);
            values.Squares?.Append(moments.Squares);
        }
        if (values.Texts is not null)
            values.Texts[group] = Texts(table, present);
        if (values.Ranges is null && values.Distinct is null)
            return;
        if (values.Distinct is null && ascends && !(present.Length > 0 && table.Type.Id == TypeId.Float64 && double.IsNaN(table.Doubles[present[^1]])))
        {
            values.Ranges![group] = present.Length == 0 ? KeyRange.Empty : new KeyRange(table.KeyAt(present[0]), table.KeyAt(present[^1]));
            return;
        }
        var keys = new ulong[present.Length];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = table.KeyAt(present[i]);
        // Codes of an expression may stand for one value, and foreign ones come in no order.
        if (!ascends)
            Array.Sort(keys);
        int distinct = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            if (i == 0 || keys[i] != keys[i - 1])
                keys[distinct++] = keys[i];
        }
        Array.Resize(ref keys, distinct);
        if (values.Distinct is not null)
            values.Distinct[group] = DistinctKeys.Of(keys, GroupLimits.DistinctKeys, GroupLimits.Precision);
        if (values.Ranges is null)
            return;
        if (distinct > 0 && table.Type.Id == TypeId.Float64 && keys[distinct - 1] == ScalarKey.NaN)
            distinct--;
        values.Ranges[group] = distinct == 0 ? KeyRange.Empty : new KeyRange(keys[0], keys[distinct - 1]);
    }

    private static TextCounts Texts(Vector table, ReadOnlySpan<int> present)
    {
        var texts = new TextCollector(GroupLimits.TextBytes);
        foreach (int code in present)
            texts.Add(table.TextAt(code), 1);
        return texts.ToCounts();
    }
}
