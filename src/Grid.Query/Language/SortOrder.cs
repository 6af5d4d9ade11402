using Grid.Columns;

namespace Grid.Query;

/// <summary>What rows are sorted by: an expression, up or down. What is missing, null or NaN, comes last, whichever the direction, as in pandas.</summary>
/// <param name="Expression">A column or an expression.</param>
/// <param name="IsDescending">Whether the greatest comes first.</param>
internal sealed record SortOrder(string Expression, bool IsDescending)
{
    /// <summary>Reads <c>fare_amount</c>, <c>fare_amount asc</c> or <c>fare_amount desc</c>.</summary>
    public static SortOrder Parse(string text)
    {
        string trimmed = text.Trim();
        foreach (var (word, down) in new[] { (" desc", true), (" descending", true), (" asc", false), (" ascending", false) })
        {
            if (trimmed.EndsWith(word, StringComparison.OrdinalIgnoreCase))
                return new SortOrder(trimmed[..^word.Length].Trim(), down);
        }
        return new SortOrder(trimmed, false);
    }

    /// <summary>Which of two values of one type comes first.</summary>
    public int Compare(Scalar x, Scalar y)
    {
        bool noX = IsMissing(x), noY = IsMissing(y);
        if (noX || noY)
            return noX.CompareTo(noY);
        int order = x.AsText is { } a && y.AsText is { } b ? CompareTexts(a, b)
            : x.Type == y.Type && x.Type!.Kind != LogicalKind.Decimal ? ScalarKey.Of(x).CompareTo(ScalarKey.Of(y))
            : x.AsMoment is { } m && y.AsMoment is { } n ? (m.Seconds, m.Nanoseconds).CompareTo((n.Seconds, n.Nanoseconds))
            : NumberOrder.Compare(x, y);
        return IsDescending ? -order : order;
    }

    /// <summary>By code point, as UTF-8 has it; UTF-16 has some characters out of order.</summary>
    private static int CompareTexts(string a, string b)
    {
        int length = Math.Min(a.Length, b.Length);
        for (int i = 0; i < length; i++)
        {
            if (a[i] == b[i])
                continue;
            bool surrogateA = char.IsSurrogate(a[i]), surrogateB = char.IsSurrogate(b[i]);
            return surrogateA != surrogateB ? surrogateA.CompareTo(surrogateB) : a[i].CompareTo(b[i]);
        }
        return a.Length.CompareTo(b.Length);
    }

    private static bool IsMissing(Scalar value) => value.IsNull || (value.Type!.Kind == LogicalKind.Real && double.IsNaN(value.AsDouble));
}
