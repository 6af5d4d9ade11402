namespace Grid.Learning;

/// <summary>How many rows a tree's bootstrap sample draws (scikit-learn's max_samples).</summary>
public readonly record struct SampleLimit
{
    private readonly double _amount;
    private readonly bool _share;

    private SampleLimit(double amount, bool share) => (_amount, _share) = (amount, share);

    /// <summary>As many as there are training rows.</summary>
    public static SampleLimit All => default;

    /// <summary>A number of rows.</summary>
    /// <exception cref="LearningException">The number is below 1.</exception>
    public static SampleLimit Count(int rows) => rows >= 1
        ? new(rows, false)
        : throw new LearningException($"max_samples is {rows}; it must be at least 1, a fraction above 0 and up to 1, or none.");

    /// <summary>A share of the training rows.</summary>
    /// <exception cref="LearningException">The share is not above 0 and up to 1.</exception>
    public static SampleLimit Fraction(double share) => share is > 0 and <= 1
        ? new(share, true)
        : throw new LearningException($"max_samples is {share}; a fraction must be above 0 and up to 1.");

    /// <summary>How many of a number of rows that is; a share is rounded to the nearest, half to even, and is at least one.</summary>
    /// <exception cref="LearningException">More rows are asked for than there are.</exception>
    public int Of(int rows)
    {
        if (_amount == 0)
            return rows;
        if (_share)
            return Math.Max(1, (int)Math.Round(rows * _amount));
        if (_amount > rows)
            throw new LearningException($"max_samples is {_amount}, but there are {rows} training rows; ask for at most that many.");
        return (int)_amount;
    }

    /// <summary>As a grid writes it: <c>100</c>, <c>0.5</c>, <c>none</c>.</summary>
    public override string ToString() => _amount == 0 ? "none" : _share ? _amount.ToString("0.0###############") : $"{(int)_amount}";
}
