namespace Grid.Learning;

/// <summary>How many features a node draws to find its split (scikit-learn's max_features).</summary>
public readonly record struct FeatureLimit
{
    private enum Kind { All, Count, Fraction, SquareRoot, Log2 }

    private readonly Kind _kind;
    private readonly double _amount;

    private FeatureLimit(Kind kind, double amount) => (_kind, _amount) = (kind, amount);

    /// <summary>Every feature.</summary>
    public static FeatureLimit All => default;

    /// <summary>The square root of how many there are, rounded down.</summary>
    public static FeatureLimit SquareRoot => new(Kind.SquareRoot, 0);

    /// <summary>The binary logarithm of how many there are, rounded down.</summary>
    public static FeatureLimit Log2 => new(Kind.Log2, 0);

    /// <summary>A number of features; all, where there are fewer.</summary>
    /// <exception cref="LearningException">The number is below 1.</exception>
    public static FeatureLimit Count(int features) => features >= 1
        ? new(Kind.Count, features)
        : throw new LearningException($"max_features is {features}; it must be at least 1, a fraction above 0 and up to 1, sqrt, log2 or none.");

    /// <summary>A share of the features, rounded down, at least one.</summary>
    /// <exception cref="LearningException">The share is not above 0 and up to 1.</exception>
    public static FeatureLimit Fraction(double share) => share is > 0 and <= 1
        ? new(Kind.Fraction, share)
        : throw new LearningException($"max_features is {share}; a fraction must be above 0 and up to 1.");

    /// <summary>How many of a number of features that is.</summary>
    public int Of(int features) => Math.Clamp(_kind switch
    {
        Kind.Count => (int)_amount,
        Kind.Fraction => (int)(_amount * features),
        Kind.SquareRoot => (int)Math.Sqrt(features),
        Kind.Log2 => (int)Math.Log2(features),
        _ => features,
    }, 1, features);

    /// <summary>As a grid writes it: <c>10</c>, <c>0.5</c>, <c>sqrt</c>, <c>log2</c>, <c>none</c>.</summary>
    public override string ToString() => _kind switch
    {
        Kind.Count => $"{(int)_amount}",
        Kind.Fraction => _amount.ToString("0.0###############"),
        Kind.SquareRoot => "sqrt",
        Kind.Log2 => "log2",
        _ => "none",
    };
}
