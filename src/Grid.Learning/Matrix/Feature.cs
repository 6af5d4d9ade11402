using Grid.Columns;

namespace Grid.Learning;

/// <summary>
/// A column that a model learns from, and how its values fall into bins. Bins ascend with the values. Where the column has
/// missing values (nulls and NaN), they have bin 0 to themselves, below every value; a missing value goes left at every
/// split. Categories of text are numbered in the order of their UTF-16 code units; a category never seen in training is
/// missing.
/// </summary>
public sealed class Feature
{
    internal Feature(string name, LogicalType type, bool isExact, bool hasMissing, double[] lows, double[] highs, string[]? categories)
    {
        (Name, Type, IsExact, HasMissing, Lows, Highs, Categories) = (name, type, isExact, hasMissing, lows, highs, categories);
        CategoryCodes = categories?.Select((text, code) => (text, code)).ToDictionary(c => c.text, c => c.code, StringComparer.Ordinal);
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>The column's logical type.</summary>
    public LogicalType Type { get; }

    /// <summary>True where each bin holds one value; false where bins are quantiles of more values than bins.</summary>
    public bool IsExact { get; }

    /// <summary>Whether bin 0 is that of the missing values.</summary>
    public bool HasMissing { get; }

    /// <summary>The texts that the codes stand for, ascending; null for a column that is not text.</summary>
    public IReadOnlyList<string>? Categories { get; }

    /// <summary>How many bins there are, that of the missing values included; at most 65,536.</summary>
    public int BinCount => Lows.Length;

    /// <summary>Whether a bin takes 16 bits.</summary>
    internal bool IsWide => Lows.Length > byte.MaxValue + 1;

    /// <summary>The least value in each bin; NaN in that of the missing values.</summary>
    internal double[] Lows { get; }

    /// <summary>The greatest value in each bin; NaN in that of the missing values.</summary>
    internal double[] Highs { get; }

    internal Dictionary<string, int>? CategoryCodes { get; }

    /// <summary>
    /// The threshold between two bins that are neighbours among the rows of a node: midway between the values, as in
    /// scikit-learn. Values up to it go left; so do bins up to <paramref name="cut"/>.
    /// </summary>
    /// <returns>The threshold; NaN where the missing values alone go left.</returns>
    internal double Threshold(int left, int right, out int cut)
    {
        cut = left;
        if (HasMissing && left == 0)
            return double.NaN;
        double middle = Midpoint(Highs[left], Lows[right]);
        while (cut + 1 < right && Highs[cut + 1] <= middle)
            cut++;
        // A quantile bin between the two may straddle the midpoint; the threshold then moves to the bin's edge.
        return IsExact || right == left + 1 ? middle : Midpoint(Highs[cut], Lows[cut + 1]);
    }

    private static double Midpoint(double a, double b)
    {
        double middle = a / 2 + b / 2;
        return middle >= b || !double.IsFinite(middle) ? a : middle;
    }
}
