namespace Grid.Columns;

/// <summary>How far two names are apart, and which of the known ones somebody who mistyped one probably meant: the one measure of all suggestions.</summary>
public static class EditDistance
{
    /// <summary>The known name that is the fewest slips away, case ignored: at most one for a short name, and a third of the letters of a long one; a single letter is near to none but its capital. Null where none is that near.</summary>
    /// <param name="wrong">What was written.</param>
    /// <param name="known">What there is; of several as near, the first is meant.</param>
    public static string? Nearest(string wrong, IEnumerable<string> known)
    {
        string lower = wrong.ToLowerInvariant();
        var best = known.Select(name => (Name: name, Slips: Of(lower, name.ToLowerInvariant()))).OrderBy(k => k.Slips).FirstOrDefault();
        return best.Name is not null && best.Slips <= Math.Max(1, Math.Max(wrong.Length, best.Name.Length) / 3) && best.Slips < Math.Max(wrong.Length, best.Name.Length) ? best.Name : null;
    }

    /// <summary>
    /// Letters put in, left out, changed or swapped with their neighbour, to come from one text to another (optimal string
    /// alignment); case counts.
    /// </summary>
    public static int Of(string a, string b)
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
