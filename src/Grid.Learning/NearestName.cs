using Grid.Columns;

namespace Grid.Learning;

/// <summary>Says what somebody probably meant to write.</summary>
internal static class NearestName
{
    /// <summary>"; did you mean 'x'?" for the nearest known name, or a full stop where none is near.</summary>
    public static string Hint(string wrong, IEnumerable<string> known) =>
        EditDistance.Nearest(wrong, known) is { } nearest ? $"; did you mean '{nearest}'?" : ".";
}
