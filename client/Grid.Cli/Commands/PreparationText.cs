using System.Globalization;
using Grid.Query;

namespace Grid.Cli;

/// <summary>Reads what the options of a preparation say.</summary>
internal static class PreparationText
{
    /// <summary><c>--with</c>.</summary>
    public static Transform Computed(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? "" : text[..equals].Trim();
        string expression = text[(equals + 1)..].Trim();
        if (name.Length == 0 || expression.Length == 0 || expression[0] == '=')
            throw new UsageException($"--with '{text}': expected a name and an expression, such as share=tip_amount/fare_amount");
        return new WithColumnTransform(name, expression);
    }

    /// <summary><c>--fill</c>.</summary>
    public static Transform Fill(string text) =>
        new FillStep([.. Pairs("--fill", text, "tolls_amount=median,airport_fee=0").Select(pair => new ColumnFill(pair.Column, Grid.Query.Fill.Parse(pair.Value)))]);

    /// <summary><c>--scale</c>.</summary>
    public static Transform Scale(string text) => new ScaleStep([.. Pairs("--scale", text, "trip_distance=standard,fare_amount=minmax").Select(pair =>
        StepWords.Scalings.TryGetValue(pair.Value, out var how) ? new ColumnScaling(pair.Column, how)
        : throw new UsageException($"--scale {pair.Column}={pair.Value}: expected standard, minmax or robust{Suggestion.Of(pair.Value, StepWords.Scalings.Keys)}"))]);

    /// <summary><c>--clip</c>.</summary>
    public static Transform Clip(string text) => new ClipStep([.. Pairs("--clip", text, "fare_amount=p1..p99,tip_amount=0..100").Select(pair =>
        ClipBound.ParsePair(pair.Value) is var (low, high) ? new ColumnClip(pair.Column, low, high)
        : throw new UsageException($"--clip {pair.Column}={pair.Value}: expected two bounds, such as p1..p99, 0..100, 0.. or ..100"))]);

    /// <summary><c>--onehot</c>.</summary>
    public static Transform OneHot(string text) => new OneHotStep(Named("--onehot", text));

    /// <summary><c>--ordinal</c>.</summary>
    public static Transform Ordinal(string text) => new OrdinalStep(Named("--ordinal", text));

    /// <summary><c>--drop-correlated</c>.</summary>
    public static Transform DropCorrelated(string text) => new DropCorrelatedStep(Limit("--drop-correlated", text), []);

    /// <summary>A correlation.</summary>
    public static double Limit(string option, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double limit) && limit is >= 0 and < 1 ? limit
        : throw new UsageException($"{option} {text}: expected a correlation from 0 to 1, below 1, such as 0.95");

    /// <summary><c>--drop-nulls</c>.</summary>
    public static Transform DropNulls(string text) => new DropNullsTransform(text.Length == 0 ? null : Names(text));

    private static IReadOnlyList<string> Named(string option, string text) =>
        Names(text) is { Count: > 0 } names ? names : throw new UsageException($"{option}: expected columns, parted by commas");

    private static IReadOnlyList<string> Names(string text) => [.. ListText.Split(text).Select(Name)];

    private static IEnumerable<(string Column, string Value)> Pairs(string option, string text, string example)
    {
        var parts = ListText.Split(text);
        if (parts.Count == 0)
            throw new UsageException($"{option}: expected columns and what is done to them, such as {example}");
        foreach (string part in parts)
        {
            // A name in back-quotes may hold the sign.
            int equals = part.IndexOf('=', part.StartsWith('`') ? Math.Max(part.IndexOf('`', 1), 0) : 0);
            string column = equals < 0 ? "" : part[..equals].Trim(), value = part[(equals + 1)..].Trim();
            if (column.Length == 0 || value.Length == 0)
                throw new UsageException($"{option} {part}: expected a column and what is done to it, such as {example}");
            yield return (Name(column), value);
        }
    }

    private static string Name(string text) => text is ['`', .., '`'] ? text[1..^1].Replace("``", "`", StringComparison.Ordinal) : text;
}
