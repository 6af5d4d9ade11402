namespace Grid.Query;

/// <summary>The functions that expressions know.</summary>
internal static class Functions
{
    private static readonly Dictionary<string, (Operation Operation, int Least, int Most)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["abs"] = (Operation.Abs, 1, 1),
        ["round"] = (Operation.Round, 1, 2),
        ["floor"] = (Operation.Floor, 1, 1),
        ["ceil"] = (Operation.Ceiling, 1, 1),
        ["log"] = (Operation.Log, 1, 1),
        ["exp"] = (Operation.Exp, 1, 1),
        ["sqrt"] = (Operation.SquareRoot, 1, 1),
        ["year"] = (Operation.Year, 1, 1),
        ["month"] = (Operation.Month, 1, 1),
        ["day"] = (Operation.Day, 1, 1),
        ["hour"] = (Operation.Hour, 1, 1),
        ["minute"] = (Operation.Minute, 1, 1),
        ["second"] = (Operation.Second, 1, 1),
        ["weekday"] = (Operation.Weekday, 1, 1),
        ["lower"] = (Operation.Lower, 1, 1),
        ["upper"] = (Operation.Upper, 1, 1),
        ["length"] = (Operation.Length, 1, 1),
        ["is_null"] = (Operation.IsNull, 1, 1),
        ["is_nan"] = (Operation.IsNaN, 1, 1),
        ["nan_to_null"] = (Operation.NaNToNull, 1, 1),
        ["coalesce"] = (Operation.Coalesce, 1, 100),
    };

    /// <summary>How an operation is written.</summary>
    public static string NameOf(Operation operation) => Known.FirstOrDefault(f => f.Value.Operation == operation).Key ?? operation.ToString();

    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>What a name does, and how many arguments it takes; null for a name that is none.</summary>
    public static (Operation Operation, int Least, int Most)? Find(string name) => Known.TryGetValue(name, out var found) ? found : null;
}
