using Grid.Columns;

namespace Grid.Query;

/// <summary>Finds what a mistyped name may have meant.</summary>
internal static class NearestName
{
    private const int Listed = 12, Few = 12;

    /// <summary>What to add to "Unknown …": the nearest known name, or where none is near, the known ones.</summary>
    public static string Advice(string name, IEnumerable<string> known)
    {
        var names = known.ToList();
        if (names.Count == 0)
            return "there are none";
        if (EditDistance.Nearest(name, names) is { } nearest)
            return $"did you mean '{nearest}'?";
        if (name.Length >= 3 && names.Where(k => k.Contains(name, StringComparison.OrdinalIgnoreCase)).MinBy(k => k.Length) is { } holder)
            return $"did you mean '{holder}'?";
        // Of few more, all: a list that ends before its end sends people elsewhere.
        int listed = names.Count <= Listed + Few ? names.Count : Listed;
        string more = names.Count > listed ? $" and {names.Count - listed} more" : "";
        return $"known are {string.Join(", ", names.Take(listed))}{more}";
    }
}
