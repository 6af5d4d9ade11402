using Grid.Query;

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
        var best = words.Select(word => (Word: word, Slips: EditDistance.Of(text, word.ToLowerInvariant()))).OrderBy(w => w.Slips).FirstOrDefault();
        if (best.Word is not null && best.Slips <= Math.Max(1, Math.Max(text.Length, best.Word.Length) / 3))
            return best.Word;
        return text.TrimStart('-').Length < 3 ? null : words.FirstOrDefault(w => w.StartsWith(text, StringComparison.OrdinalIgnoreCase) || text.StartsWith(w, StringComparison.OrdinalIgnoreCase));
    }
}
