namespace Grid.Cli;

/// <summary>What somebody who mistyped a command or an option probably meant.</summary>
internal static class Suggestion
{
    /// <summary>"; did you mean 'x'?" for the nearest word, where one is near; nothing otherwise.</summary>
    public static string Of(string wrong, IEnumerable<string> known)
    {
        string? nearest = Nearest(wrong, known);
        return nearest is null ? "" : $"; did you mean '{nearest}'?";
    }

    /// <summary>The known word that is the fewest slips away: one for a short word, a third of the letters of a long one; or one that starts alike.</summary>
    public static string? Nearest(string wrong, IEnumerable<string> known)
    {
        var words = known.ToList();
        string text = wrong.ToLowerInvariant();
        var best = words.Select(word => (Word: word, Slips: Slips(text, word.ToLowerInvariant()))).OrderBy(w => w.Slips).FirstOrDefault();
        if (best.Word is not null && best.Slips <= Math.Max(1, Math.Max(text.Length, best.Word.Length) / 3))
            return best.Word;
        return text.TrimStart('-').Length < 3 ? null : words.FirstOrDefault(w => w.StartsWith(text, StringComparison.OrdinalIgnoreCase) || text.StartsWith(w, StringComparison.OrdinalIgnoreCase));
    }

    // Letters put in, left out, changed, or swapped with their neighbour: optimal string alignment.
    private static int Slips(string a, string b)
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
