namespace Grid.Learning;

/// <summary>How a table becomes a training matrix.</summary>
public sealed record MatrixOptions
{
    /// <summary>The most quantile bins that a feature has, and the default.</summary>
    public const int DefaultQuantileBins = 65_535;

    /// <summary>The columns to learn from, in this order; null for all but the target.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>
    /// Bins of a feature that has too many distinct values for one each: 2 to 65,535. Up to 256 distinct values, or one more than this,
    /// are binned exactly.
    /// </summary>
    public int QuantileBins { get; init; } = DefaultQuantileBins;

    /// <summary>The column that says how much each row counts (sample_weight); it is no feature. Null for each counting once.</summary>
    public string? Weights { get; init; }

    /// <summary>Whether values that share a bin are kept beside it, for models of users' own.</summary>
    public bool KeepsValues { get; init; }

    /// <summary>Threads to bin with; 0 for one a core.</summary>
    public int Workers { get; init; }
}
