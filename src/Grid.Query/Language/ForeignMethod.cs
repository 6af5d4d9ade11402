namespace Grid.Query;

/// <summary>Methods and attributes as pandas and Polars have them, <c>a.isna()</c> and <c>d.dt.year</c>: here functions stand around what they take.</summary>
internal static class ForeignMethod
{
    // What stands between a column and the method that is meant.
    private static readonly string[] s_rooms = ["str", "dt", "list", "cat", "struct", "np", "pd", "pl", "df"];

    /// <summary>What to write in place of what a point is in; null where nothing is known of it.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="point">Where the point is.</param>
    public static string? Advice(string text, int point)
    {
        int at = point;
        while (at < text.Length && text[at] == '.')
        {
            int start = ++at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
                at++;
            string word = text[start..at];
            if (word.Length == 0 || s_rooms.Contains(word))
                continue;
            return Functions.Find(word) is not null ? $"functions stand around what they take, {word}(x)"
                : AggregateSpec.IsFunction(word) ? $"aggregates stand around what they take, {word}(x)"
                : (ForeignWords.Of(word) is { } advice ? $"{word}: {advice}" : ForeignWords.OfValue(word));
        }
        return null;
    }
}
