namespace Grid.Query;

/// <summary>The functions that expressions know.</summary>
internal static class Functions
{
    private static readonly Dictionary<string, (Operation Operation, int Least, int Most)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["abs"] = (Operation.Abs, 1, 1),
        ["sign"] = (Operation.Sign, 1, 1),
        ["round"] = (Operation.Round, 1, 2),
        ["floor"] = (Operation.Floor, 1, 1),
        ["ceil"] = (Operation.Ceiling, 1, 1),
        ["trunc"] = (Operation.Truncate, 1, 2),
        ["log"] = (Operation.Log, 1, 1),
        ["log2"] = (Operation.Log2, 1, 1),
        ["log10"] = (Operation.Log10, 1, 1),
        ["exp"] = (Operation.Exp, 1, 1),
        ["sqrt"] = (Operation.SquareRoot, 1, 1),
        ["power"] = (Operation.Power, 2, 2),
        ["sin"] = (Operation.Sine, 1, 1),
        ["cos"] = (Operation.Cosine, 1, 1),
        ["tan"] = (Operation.Tangent, 1, 1),
        ["asin"] = (Operation.ArcSine, 1, 1),
        ["acos"] = (Operation.ArcCosine, 1, 1),
        ["atan"] = (Operation.ArcTangent, 1, 1),
        ["atan2"] = (Operation.ArcTangent2, 2, 2),
        ["tanh"] = (Operation.HyperbolicTangent, 1, 1),
        ["pi"] = (Operation.Literal, 0, 0),
        ["degrees"] = (Operation.Multiply, 1, 1),
        ["radians"] = (Operation.Multiply, 1, 1),
        ["year"] = (Operation.Year, 1, 1),
        ["quarter"] = (Operation.Quarter, 1, 1),
        ["month"] = (Operation.Month, 1, 1),
        ["week"] = (Operation.Week, 1, 1),
        ["day"] = (Operation.Day, 1, 1),
        ["day_of_year"] = (Operation.DayOfYear, 1, 1),
        ["weekday"] = (Operation.Weekday, 1, 1),
        ["hour"] = (Operation.Hour, 1, 1),
        ["minute"] = (Operation.Minute, 1, 1),
        ["second"] = (Operation.Second, 1, 1),
        ["date"] = (Operation.Date, 1, 1),
        ["lower"] = (Operation.Lower, 1, 1),
        ["upper"] = (Operation.Upper, 1, 1),
        ["length"] = (Operation.Length, 1, 1),
        ["trim"] = (Operation.Trim, 1, 2),
        ["ltrim"] = (Operation.TrimStart, 1, 2),
        ["rtrim"] = (Operation.TrimEnd, 1, 2),
        ["replace"] = (Operation.Replace, 3, 3),
        ["substring"] = (Operation.Substring, 2, 3),
        ["concat"] = (Operation.Concat, 1, 100),
        ["contains"] = (Operation.Contains, 2, 2),
        ["starts_with"] = (Operation.StartsWith, 2, 2),
        ["ends_with"] = (Operation.EndsWith, 2, 2),
        ["regex_match"] = (Operation.RegexMatch, 2, 2),
        ["regex_replace"] = (Operation.RegexReplace, 3, 3),
        ["regex_extract"] = (Operation.RegexExtract, 2, 3),
        ["is_null"] = (Operation.IsNull, 1, 1),
        ["is_nan"] = (Operation.IsNaN, 1, 1),
        ["nan_to_null"] = (Operation.NaNToNull, 1, 1),
        ["coalesce"] = (Operation.Coalesce, 1, 100),
        ["if"] = (Operation.Case, 3, 3),
        ["nullif"] = (Operation.Case, 2, 2),
        ["cut"] = (Operation.Case, 3, 100),
        ["least"] = (Operation.Least, 1, 100),
        ["greatest"] = (Operation.Greatest, 1, 100),
        ["cast"] = (Operation.Convert, 1, 1),
        ["try_cast"] = (Operation.TryConvert, 1, 1),
    };

    /// <summary>How an operation is written.</summary>
    public static string NameOf(Operation operation) => Known.FirstOrDefault(f => f.Value.Operation == operation).Key ?? operation.ToString();

    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>What a name does, and how many arguments it takes; null for a name that is none.</summary>
    public static (Operation Operation, int Least, int Most)? Find(string name) => Known.TryGetValue(name, out var found) ? found : null;
}
