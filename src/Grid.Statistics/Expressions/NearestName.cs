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
        var nearest = names.MinBy(k => Distance(name.ToLowerInvariant(), k.ToLowerInvariant()))!;
        int distance = Distance(name.ToLowerInvariant(), nearest.ToLowerInvariant());
        if (distance <= Math.Max(2, Math.Max(name.Length, nearest.Length) / 2))
            return $"did you mean '{nearest}'?";
        string more = names.Count > Listed ? $" and {names.Count - Listed} more" : "";
        return $"the nearest is '{nearest}', known are {string.Join(", ", names.Take(Listed))}{more}";
    }

    /// <summary>Insertions, deletions and substitutions between two texts (V. I. Levenshtein).</summary>
    internal static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
