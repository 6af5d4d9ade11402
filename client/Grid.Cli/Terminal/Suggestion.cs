using Grid.Columns;

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

    /// <summary>The known word that is a slip away; null where none is.</summary>
    public static string? Typo(string wrong, IEnumerable<string> known) => EditDistance.Nearest(wrong, known);

    /// <summary>The nearest known word; or one that starts alike.</summary>
    public static string? Nearest(string wrong, IEnumerable<string> known)
    {
        var words = known.ToList();
        if (EditDistance.Nearest(wrong, words) is { } nearest)
            return nearest;
        string text = wrong.ToLowerInvariant();
        return text.TrimStart('-').Length < 3 ? null : words.FirstOrDefault(w => w.StartsWith(text, StringComparison.OrdinalIgnoreCase) || text.StartsWith(w, StringComparison.OrdinalIgnoreCase));
    }
}
