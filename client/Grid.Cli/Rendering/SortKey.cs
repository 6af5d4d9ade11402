using Grid.Query;

namespace Grid.Cli;

/// <summary>A column that rows are sorted by. What is missing comes last, whichever the direction.</summary>
/// <param name="Column">Its name.</param>
/// <param name="IsDescending">Whether the greatest comes first.</param>
internal sealed record SortKey(string Column, bool IsDescending)
{
    /// <summary>Reads <c>NAME</c>, <c>NAME asc</c>, <c>NAME desc</c> or <c>-NAME</c>.</summary>
    public static SortKey Parse(string text)
    {
        foreach (string way in (string[])[" descending", " desc", " ascending", " asc"])
        {
            if (text.EndsWith(way, StringComparison.OrdinalIgnoreCase))
                return new SortKey(text[..^way.Length].Trim(), way[1] == 'd');
        }
        return text is ['-', _, ..] ? new SortKey(text[1..].Trim(), true) : new SortKey(text, false);
    }

    /// <summary>Which of two values comes first.</summary>
    public int Compare(Scalar x, Scalar y)
    {
        bool noX = IsMissing(x), noY = IsMissing(y);
        if (noX || noY)
            return noX.CompareTo(noY);
        int order = x.AsText is { } a && y.AsText is { } b ? string.CompareOrdinal(a, b)
            : x.AsText is not null || y.AsText is not null ? string.CompareOrdinal(x.ToString(), y.ToString())
            : x.Type!.Kind == Grid.Columns.LogicalKind.Real || y.Type!.Kind == Grid.Columns.LogicalKind.Real ? x.AsDouble.CompareTo(y.AsDouble)
            : Whole(x).CompareTo(Whole(y));
        return IsDescending ? -order : order;
    }

    private static Int128 Whole(Scalar value) => value.Type!.Kind is Grid.Columns.LogicalKind.Unsigned or Grid.Columns.LogicalKind.Decimal ? value.AsWhole : value.AsInt64;

    private static bool IsMissing(Scalar value) => value.IsNull || (value.Type!.Kind == Grid.Columns.LogicalKind.Real && double.IsNaN(value.AsDouble));
}
