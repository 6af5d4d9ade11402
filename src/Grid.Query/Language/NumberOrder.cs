namespace Grid.Query;

/// <summary>How a whole number and a double compare as the numbers that they are.</summary>
internal static class NumberOrder
{
    /// <summary>What is neither below nor above: with NaN.</summary>
    public const int None = 2;

    /// <summary>The order of two numbers of any types, none of them NaN.</summary>
    public static int Compare(Scalar a, Scalar b)
    {
        bool aIsDouble = a.Type!.Kind == Grid.Columns.LogicalKind.Real, bIsDouble = b.Type!.Kind == Grid.Columns.LogicalKind.Real;
        return aIsDouble && bIsDouble ? a.AsDouble.CompareTo(b.AsDouble)
            : aIsDouble ? -Compare(b.AsWhole, a.AsDouble)
            : bIsDouble ? Compare(a.AsWhole, b.AsDouble)
            : a.AsWhole.CompareTo(b.AsWhole);
    }

    /// <summary>-1, 0 or 1; <see cref="None"/> with NaN.</summary>
    public static int Compare(Int128 whole, double number)
    {
        if (double.IsNaN(number))
            return None;
        if (Math.Abs(number) >= 1e37)
            return number > 0 ? -1 : 1;
        var truncated = (Int128)number;
        return whole != truncated ? whole.CompareTo(truncated) : ((double)truncated).CompareTo(number);
    }
}
