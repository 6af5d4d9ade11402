namespace Grid.Learning;

/// <summary>How a table becomes a training matrix.</summary>
public sealed record MatrixOptions
{
    /// <summary>The most quantile bins that a feature has by default.</summary>
    public const int DefaultQuantileBins = 255;

    /// <summary>The columns to learn from, in this order; null for all but the target.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>Bins of a feature that has more than 256 distinct values: 2 to 255. One with fewer is binned exactly.</summary>
    public int QuantileBins { get; init; } = DefaultQuantileBins;

    /// <summary>Threads to bin with; 0 for one a core.</summary>
    public int Workers { get; init; }
}
