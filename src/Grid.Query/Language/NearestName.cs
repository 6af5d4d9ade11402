namespace Grid.Query;

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
        string lower = name.ToLowerInvariant();
        var (nearest, slips) = names.Select(k => (k, EditDistance.Of(lower, k.ToLowerInvariant()))).MinBy(k => k.Item2);
        if (slips <= Math.Max(1, Math.Max(name.Length, nearest.Length) / 3))
            return $"did you mean '{nearest}'?";
        if (name.Length >= 3 && names.Where(k => k.Contains(name, StringComparison.OrdinalIgnoreCase)).MinBy(k => k.Length) is { } holder)
            return $"did you mean '{holder}'?";
        string more = names.Count > Listed ? $" and {names.Count - Listed} more" : "";
        return $"known are {string.Join(", ", names.Take(Listed))}{more}";
    }
}
