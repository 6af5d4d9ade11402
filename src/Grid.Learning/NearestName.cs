using Grid.Columns;

namespace Grid.Learning;

/// <summary>Says what somebody probably meant to write.</summary>
internal static class NearestName
{
    private const int Listed = 24;

    /// <summary>"; did you mean 'x'?" for the nearest known name, or a full stop where none is near.</summary>
    public static string Hint(string wrong, IEnumerable<string> known) =>
        EditDistance.Nearest(wrong, known) is { } nearest ? $"; did you mean '{nearest}'?" : ".";

    /// <summary>The same, and where none is near, the names that there are.</summary>
    public static string HintOrAll(string wrong, IReadOnlyCollection<string> known) =>
        EditDistance.Nearest(wrong, known) is not null || known.Count == 0 ? Hint(wrong, known)
        : $"; its columns are {string.Join(", ", known.Take(Listed))}{(known.Count > Listed ? $" and {known.Count - Listed} more" : "")}.";
}
