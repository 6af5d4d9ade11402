namespace Grid.Statistics;

/// <summary>Finds what a mistyped name may have meant.</summary>
internal static class NearestName
{
    private const int Listed = 12;

    /// <summary>What to add to "Unknown …": the nearest known name, or where none is near, the known ones.</summary>
    public static string Advice(string name, IEnumerable<string> known)
    {
        var names = known.ToList();
        if (names.Count == 0)
            return "there are none";
        string lower = name.ToLowerInvariant();
        var (nearest, slips) = names.Select(k => (k, Distance(lower, k.ToLowerInvariant()))).MinBy(k => k.Item2);
        if (slips <= Math.Max(1, Math.Max(name.Length, nearest.Length) / 3))
            return $"did you mean '{nearest}'?";
        if (name.Length >= 3 && names.Where(k => k.Contains(name, StringComparison.OrdinalIgnoreCase)).MinBy(k => k.Length) is { } holder)
            return $"did you mean '{holder}'?";
        string more = names.Count > Listed ? $" and {names.Count - Listed} more" : "";
        return $"known are {string.Join(", ", names.Take(Listed))}{more}";
    }

    /// <summary>
    /// Letters put in, left out, changed or swapped with their neighbour, to come from one text to another (optimal string alignment).
    /// </summary>
    internal static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            table[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            table[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int least = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                bool isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                table[i, j] = isSwap ? Math.Min(least, table[i - 2, j - 2] + 1) : least;
            }
        }
        return table[a.Length, b.Length];
    }
}
