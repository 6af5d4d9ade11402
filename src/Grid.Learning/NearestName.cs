namespace Grid.Learning;

/// <summary>Finds what somebody probably meant to write.</summary>
internal static class NearestName
{
    /// <summary>"; did you mean 'x'?" for the known name with the fewest edits, or a full stop where none is near.</summary>
    public static string Hint(string wrong, IEnumerable<string> known)
    {
        string? best = null;
        int least = Math.Max(2, wrong.Length / 2) + 1;
        foreach (var name in known)
        {
            int distance = Distance(wrong, name);
            if (distance < least)
                (best, least) = (name, distance);
        }
        return best is null ? "." : $"; did you mean '{best}'?";
    }

    /// <summary>Levenshtein's distance, case ignored.</summary>
    private static int Distance(string a, string b)
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
                int substituted = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
