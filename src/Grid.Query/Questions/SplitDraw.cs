namespace Grid.Query;

/// <summary>How rows are parted in two at random: what the two parts of one split have in common.</summary>
/// <param name="share">The share of the rows that is drawn, above 0 and below 1; null where their number is given.</param>
/// <param name="rows">How many rows are drawn; null where their share is given.</param>
/// <param name="seed">Which draw.</param>
/// <param name="stratify">The column of whose values both parts have the same shares; null for none.</param>
public sealed class SplitDraw(double? share, long? rows, long seed, string? stratify)
{
    /// <summary>The share of the rows that is drawn.</summary>
    public double? Share => share;

    /// <summary>How many rows are drawn.</summary>
    public long? Rows => rows;

    /// <summary>Which draw.</summary>
    public long Seed => seed;

    /// <summary>The column of whose values both parts have the same shares.</summary>
    public string? Stratify => stratify;
}
