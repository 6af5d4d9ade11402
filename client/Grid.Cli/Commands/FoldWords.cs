using System.Globalization;
using Grid.Learning;

namespace Grid.Cli;

/// <summary>How rows are shared out over folds, as <c>--cv</c> says it.</summary>
internal static class FoldWords
{
    private static readonly string[] Kinds = ["kfold", "stratified", "group", "time", "repeated", "column"];

    // scikit-learn's classes, without "Fold" and the like.
    private static readonly Dictionary<string, string> Foreign = new(StringComparer.OrdinalIgnoreCase)
    {
        ["groupkfold"] = "group",
        ["stratifiedkfold"] = "stratified",
        ["timeseries"] = "time",
        ["timeseriessplit"] = "time",
        ["repeatedkfold"] = "repeated:3",
        ["repeatedstratifiedkfold"] = "repeated:3",
        ["predefinedsplit"] = "column:NAME",
        ["predefined"] = "column:NAME",
        ["k-fold"] = "kfold",
    };

    /// <summary>What the options ask for.</summary>
    /// <param name="cv">The kind; null for what the task and the groups make of it.</param>
    /// <param name="folds">How many; null where that was not said.</param>
    /// <param name="groups">The column whose values are not parted.</param>
    /// <param name="seed">Where shuffling starts from.</param>
    /// <exception cref="UsageException">The kind is none, or does not go with the others.</exception>
    public static FoldOptions Read(string? cv, int? folds, string? groups, ulong seed)
    {
        var options = new FoldOptions { Folds = folds ?? new FoldOptions().Folds, Groups = groups };
        if (cv is null)
            return options;
        var (kind, rest) = cv.Split(':', 2) is [var head, var tail] ? (head, tail.Trim()) : (cv, null);
        if (groups is not null && kind is "kfold" or "stratified" or "time" or "repeated" or "column")
            throw new UsageException($"--cv {cv}: --groups goes with --cv group alone, whose folds part no group; leave one of the two out");
        if (rest is not null && kind is "kfold" or "stratified" or "time")
            throw new UsageException($"--cv {cv}: {kind} takes nothing after it; --folds says how many");
        return kind switch
        {
            "kfold" => options with { Stratified = false },
            "stratified" => options with { Stratified = true },
            "time" => options with { InOrder = true },
            "group" when (rest ?? groups) is { Length: > 0 } column => options with { Groups = column },
            "group" => throw new UsageException("--cv group: --groups COLUMN says what the groups are; it is missing"),
            "repeated" => options with { Repeats = Repeats(cv, rest), Shuffle = true, Seed = seed },
            "column" when string.IsNullOrEmpty(rest) => throw new UsageException($"--cv {cv}: expected the column that says which split tests a row, as in --cv column:split"),
            "column" when folds is not null => throw new UsageException($"--cv {cv}: the column says how many splits there are, so --folds cannot; leave one of the two out"),
            "column" => options with { Column = rest },
            _ => throw new UsageException($"--cv {cv}: expected {string.Join(", ", Kinds[..^2])}, repeated:3 or column:NAME{Meant(kind)}"),
        };
    }

    private static int Repeats(string cv, string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int repeats) && repeats >= 1 ? repeats
        : throw new UsageException($"--cv {cv}: expected how often the rows are shared out anew, a whole number of at least 1, as in --cv repeated:3");

    private static string Meant(string kind) =>
        int.TryParse(kind, CultureInfo.InvariantCulture, out int folds) ? $"; --folds {folds} says how many folds there are"
        : Foreign.TryGetValue(kind, out string? here) ? $"; did you mean '{here}'?"
        : Suggestion.Of(kind, Kinds);
}
