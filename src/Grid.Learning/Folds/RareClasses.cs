namespace Grid.Learning;

/// <summary>Classes with fewer rows than there are folds.</summary>
internal static class RareClasses
{
    private const int MostNamed = 3;

    /// <summary>What to say of them: nothing where there are none.</summary>
    /// <param name="classes">The classes and how many rows each has.</param>
    /// <param name="target">The column that they are of.</param>
    /// <param name="folds">How many folds.</param>
    /// <exception cref="LearningException">All of them are.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<(string Name, int Rows)> classes, string target, int folds)
    {
        var rare = classes.Where(c => c.Rows < folds).OrderBy(c => c.Rows).ToArray();
        if (rare.Length == 0)
            return [];
        var most = classes.MaxBy(c => c.Rows);
        if (rare.Length == classes.Count)
        {
            throw new LearningException($"every class of '{target}' has fewer rows than the {folds} folds, the most frequent ('{most.Name}') {most.Rows}; "
                + (most.Rows > 1 ? $"ask for at most {most.Rows} folds." : "there is nothing to learn of classes with one row each."));
        }
        string named = string.Join(", ", rare.Take(MostNamed).Select(c => $"'{c.Name}' ({c.Rows} {(c.Rows == 1 ? "row" : "rows")})"));
        string more = rare.Length > MostNamed ? $" and {rare.Length - MostNamed} more" : "";
        return [$"of '{target}', {(rare.Length == 1 ? "class" : "classes")} {named}{more} {(rare.Length == 1 ? "has" : "have")} fewer rows than the {folds} folds: some folds have none of {(rare.Length == 1 ? "it" : "them")} to test"];
    }
}
