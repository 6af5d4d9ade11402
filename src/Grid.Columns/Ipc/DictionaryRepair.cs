namespace Grid.Columns;

/// <summary>
/// Makes dictionaries into those that Grid's columns have: without nulls, each value once, and where they are said to be ordered, in the
/// order of the values, as the order of others is their own.
/// </summary>
internal static class DictionaryRepair
{
    /// <summary>The values of the parts of a dictionary, and what their codes become (-1 for null), or null where they stay.</summary>
    public static (Column Values, int[]? Map) Of(IReadOnlyList<Column> parts, DataType type, bool isOrdered)
    {
        if (parts is [{ NullCount: 0 } only] && isOrdered && Ascends(only))
            return (only, null);
        var set = new ValueSet(type);
        var map = new List<int>();
        foreach (var part in parts)
        {
            for (int i = 0; i < part.Length; i++)
                map.Add(part.IsValid(i) ? set.Add(ValueBytes.Of(part, i)) : -1);
        }
        bool isAsReceived = set.Count == map.Count;
        if (isAsReceived && !isOrdered && parts.Count == 1)
            return (parts[0], null);
        if (isOrdered)
        {
            var moved = set.Sort();
            for (int i = 0; i < map.Count; i++)
            {
                int code = map[i] < 0 ? -1 : moved[map[i]];
                isAsReceived &= code == map[i];
                map[i] = code;
            }
        }
        return (set.ToColumn(), isAsReceived ? null : [.. map]);
    }

    private static bool Ascends(Column values)
    {
        for (int i = 1; i < values.Length; i++)
        {
            if (ValueBytes.Compare(values.Type, ValueBytes.Of(values, i - 1), ValueBytes.Of(values, i)) >= 0)
                return false;
        }
        return true;
    }
}
