namespace Grid.Learning;

/// <summary>A parameter that a search can vary: its name, which is scikit-learn's, and what it does to a forest's rules.</summary>
internal sealed class ForestParameter
{
    private delegate ForestParameters? Setter(ForestParameters parameters, ParameterValue value);

    private readonly string _expected;
    private readonly string[] _words;
    private readonly Setter _set;

    private ForestParameter(string name, string expected, string[] words, Setter set) =>
        (Name, _expected, _words, _set) = (name, expected, words, set);

    public static IReadOnlyList<ForestParameter> All { get; } =
    [
        new("bootstrap", "true or false", ["true", "false"], (p, v) => v.Value is bool b ? p with { Bootstrap = b } : null),
        new("ccp_alpha", "a number of 0 or more", [], (p, v) => Number(v) is { } alpha ? p with { CcpAlpha = alpha } : null),
        new("class_weight", "balanced, balanced_subsample, weights by class (no:1/yes:5) or none", ["balanced", "balanced_subsample", "none"], (p, v) =>
            v.Value is null or string && ClassWeighting.Read((string?)v.Value) is { } weighting ? p with { ClassWeight = weighting } : null),
        new("criterion", "gini, entropy or log_loss for classification, squared_error for regression", ["gini", "entropy", "log_loss", "squared_error"], (p, v) => v.Value switch
        {
            "gini" => p with { Criterion = Criterion.Gini },
            "entropy" => p with { Criterion = Criterion.Entropy },
            "log_loss" => p with { Criterion = Criterion.LogLoss },
            "squared_error" => p with { Criterion = Criterion.SquaredError },
            _ => null,
        }),
        new("max_depth", "a whole number of at least 1, or none", ["none"], (p, v) =>
            v.Value is null ? p with { MaxDepth = null } : Whole(v) is { } n ? p with { MaxDepth = n } : null),
        new("max_features", "a whole number of at least 1, a fraction above 0 and up to 1, sqrt, log2 or none", ["sqrt", "log2", "none"], (p, v) => v.Value switch
        {
            null => p with { MaxFeatures = FeatureLimit.All },
            "sqrt" => p with { MaxFeatures = FeatureLimit.SquareRoot },
            "log2" => p with { MaxFeatures = FeatureLimit.Log2 },
            double share => p with { MaxFeatures = FeatureLimit.Fraction(share) },
            _ => Whole(v) is { } n ? p with { MaxFeatures = FeatureLimit.Count(n) } : null,
        }),
        new("max_leaf_nodes", "a whole number of at least 2, or none", ["none"], (p, v) =>
            v.Value is null ? p with { MaxLeafNodes = null } : Whole(v) is { } n ? p with { MaxLeafNodes = n } : null),
        new("max_samples", "a whole number of at least 1, a fraction above 0 and up to 1, or none", ["none"], (p, v) => v.Value switch
        {
            null => p with { MaxSamples = SampleLimit.All },
            double share => p with { MaxSamples = SampleLimit.Fraction(share) },
            _ => Whole(v) is { } n ? p with { MaxSamples = SampleLimit.Count(n) } : null,
        }),
        new("min_impurity_decrease", "a number of 0 or more", [], (p, v) => Number(v) is { } least ? p with { MinImpurityDecrease = least } : null),
        new("min_samples_leaf", "a whole number of at least 1", [], (p, v) => Whole(v) is { } n ? p with { MinSamplesLeaf = n } : null),
        new("min_samples_split", "a whole number of at least 2", [], (p, v) => Whole(v) is { } n ? p with { MinSamplesSplit = n } : null),
        new("n_estimators", "a whole number of at least 1", [], (p, v) => Whole(v) is { } n ? p with { Trees = n } : null),
    ];

    public string Name { get; }

    /// <exception cref="LearningException">There is none of that name.</exception>
    public static ForestParameter Named(string name) => All.FirstOrDefault(p => p.Name == name)
        ?? throw new LearningException($"there is no parameter '{name}'{(ForeignWords.OfParameter(name) is { } near ? $"; {near}." : NearestName.Hint(name, All.Select(p => p.Name)))} Known: {string.Join(", ", All.Select(p => p.Name))}.");

    /// <summary>The rules with this parameter set.</summary>
    /// <exception cref="LearningException">The parameter does not take such a value.</exception>
    public ForestParameters Set(ForestParameters parameters, ParameterValue value)
    {
        var set = _set(parameters, value)
            ?? throw new LearningException($"{Name} cannot be '{value}'{(ForeignWords.OfValue(Name, $"{value}") is { } near ? $"; {near}." : value.Value is string word ? NearestName.Hint(word, _words) : ".")} It takes {_expected}.");
        set.Validate(Name);
        return set;
    }

    private static double? Number(ParameterValue value) => value.Value switch { double d => d, long n => n, _ => null };

    private static int? Whole(ParameterValue value) => value.Value is long n and >= int.MinValue and <= int.MaxValue ? (int)n : null;
}
