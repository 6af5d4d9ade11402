namespace Grid.Learning;

/// <summary>The kinds of forests that a search may be about, by name.</summary>
internal static class ForestModel
{
    public const string RandomForest = "random_forest", ExtraTrees = "extra_trees";

    private static readonly string[] Names = [RandomForest, ExtraTrees];

    private static readonly Dictionary<string, string> Foreign = new(StringComparer.OrdinalIgnoreCase)
    {
        ["rf"] = RandomForest,
        ["forest"] = RandomForest,
        ["RandomForestClassifier"] = RandomForest,
        ["RandomForestRegressor"] = RandomForest,
        ["et"] = ExtraTrees,
        ["ert"] = ExtraTrees,
        ["ExtraTreesClassifier"] = ExtraTrees,
        ["ExtraTreesRegressor"] = ExtraTrees,
    };

    /// <summary>scikit-learn's defaults for a kind.</summary>
    /// <param name="name">Its name; null for random forests.</param>
    /// <param name="task">What is predicted.</param>
    /// <exception cref="LearningException">There is none of that name.</exception>
    public static ForestParameters Defaults(string? name, LearningTask task) => name switch
    {
        null or RandomForest => ForestParameters.Default(task),
        ExtraTrees => ForestParameters.DefaultExtraTrees(task),
        _ => throw Unknown(name, []),
    };

    /// <summary>Whether a name is that of a forest; others are models of users' own.</summary>
    public static bool IsForest(string? name) => name is null || Names.Contains(name);

    /// <summary>Says that there is no such model, and what is near.</summary>
    public static LearningException Unknown(string name, IEnumerable<string> own)
    {
        string[] known = [.. Names, .. own.Order(StringComparer.Ordinal)];
        return new LearningException($"there is no model '{name}'{(Foreign.TryGetValue(name, out string? near) ? $"; that is {near}." : NearestName.Hint(name, known))} Known: {string.Join(", ", known)}.");
    }
}
