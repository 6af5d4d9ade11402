using System.Globalization;
using Grid.Columns;
using Grid.Query;

namespace Grid.Report;

/// <summary>Finds what of a table deserves a look before it is used: the thresholds are those that profilers of data frames have.</summary>
internal static class WarningFinder
{
    private const double MuchMissing = 0.05;
    private const double MuchCorrelation = 0.9;
    private const double MuchOneValue = 0.95;
    private const double ManyZeros = 0.5;
    private const double Skewed = 3;
    private const double ManyOutliers = 0.01;
    private const long ManyTexts = 50;

    public static IReadOnlyList<Warning> Find(long rows, IReadOnlyList<ColumnFacts> columns, CorrelationAnswer? correlation, RepeatedRows? repeated)
    {
        var found = new List<Warning>();
        if (rows == 0)
            found.Add(new Warning(null, "empty", "The table has no rows."));
        if (repeated is { Copies: > 0 })
            found.Add(new Warning(null, "repeated rows", string.Create(CultureInfo.InvariantCulture, $"{repeated.Copies:N0} of the rows ({Share(repeated.Copies, rows)}) repeat an earlier one; {repeated.Groups:N0} different rows are there more than once.")));
        foreach (var column in columns.Where(_ => rows > 0))
            found.AddRange(OfColumn(column));
        if (correlation is not null)
            found.AddRange(OfPairs(correlation));
        // The table's first, then kind by kind.
        return [.. found.Index().OrderBy(w => w.Item.Column is null ? 0 : 1).ThenBy(w => Weight(w.Item.Kind)).ThenBy(w => w.Index).Select(w => w.Item)];
    }

    private static IEnumerable<Warning> OfColumn(ColumnFacts column)
    {
        var summary = column.Summary;
        if (summary.Count == 0)
        {
            yield return new Warning(column.Name, "empty", "has no value.");
            yield break;
        }
        if (column.Missing > MuchMissing * column.Rows)
            yield return new Warning(column.Name, "missing", $"{Share(column.Missing, column.Rows)} of the rows have no value{(summary.NaNs > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({summary.Nulls:N0} null, {summary.NaNs:N0} NaN)") : "")}.");
        if (column.Distinct == 1)
            yield return new Warning(column.Name, "constant", $"has one value: {FigureText.Of(ValueOf(column), isFigure: false)}.");
        else if (column.Distinct == summary.Count && summary.Count > 1 && summary.Type.Kind != LogicalKind.Real)
            yield return new Warning(column.Name, "unique", "has another value in every row, as a key has.");
        else if (summary.Type.Kind == LogicalKind.Text && column.Distinct > ManyTexts && column.Distinct > summary.Count / 2)
            yield return new Warning(column.Name, "many values", string.Create(CultureInfo.InvariantCulture, $"has {column.Distinct:N0} different texts in {summary.Count:N0} rows."));
        if (column.Distinct > 1 && column.Top is { Counts: [var top, ..] } && top.Count >= MuchOneValue * summary.Count)
            yield return new Warning(column.Name, "imbalanced", $"is {FigureText.Of(top.Value, isFigure: false)} in {Share(top.Count, summary.Count)} of the rows.");
        if (HasInfinity(summary))
            yield return new Warning(column.Name, "infinite", "has infinite values: there is no mean or deviation of them.");
        if (column.Shape is not { } shape || column.Distinct <= 2)
            yield break;
        if (shape.Zeros > ManyZeros * summary.Count)
            yield return new Warning(column.Name, "zeros", $"is zero in {Share(shape.Zeros, summary.Count)} of the rows.");
        if (shape.Skewness is { } skewness && Math.Abs(skewness) >= Skewed)
            yield return new Warning(column.Name, "skewed", $"has a long tail to the {(skewness > 0 ? "right" : "left")}: skewness {FigureText.Of(skewness)}.");
        if (shape.Outliers > ManyOutliers * summary.Count)
            yield return new Warning(column.Name, "outliers", $"{Share(shape.Outliers, summary.Count)} of the values lie further than three quartile distances beyond the quartiles.");
    }

    private static IEnumerable<Warning> OfPairs(CorrelationAnswer correlation)
    {
        for (int i = 0; i < correlation.Columns.Count; i++)
        {
            for (int j = i + 1; j < correlation.Columns.Count; j++)
            {
                if (Math.Abs(correlation.R[i][j]) >= MuchCorrelation)
                    yield return new Warning(correlation.Columns[i], "correlated", $"goes with {correlation.Columns[j]}: correlation {FigureText.Of(correlation.R[i][j])}.");
            }
        }
    }

    /// <summary>A part of a whole, as people read it; never 0 % of what is there, nor 100 % of what is not all.</summary>
    public static string Share(long part, long whole) => whole == 0 ? "–" : (100.0 * part / whole) switch
    {
        0 => "0 %",
        < 0.1 => "< 0.1 %",
        > 99.9 and < 100 => "> 99.9 %",
        var share => string.Create(CultureInfo.InvariantCulture, $"{share:0.#} %"),
    };

    private static bool HasInfinity(ColumnSummary summary) =>
        summary.Type.Kind == LogicalKind.Real && !summary.Min.IsNull && (double.IsInfinity(summary.Min.AsDouble) || double.IsInfinity(summary.Max.AsDouble));

    private static Scalar ValueOf(ColumnFacts column) => column.Top is { Counts: [var only, ..] } ? only.Value : column.Summary.Min;

    private static int Weight(string kind) => kind switch
    {
        "empty" => 0,
        "missing" => 1,
        "constant" => 2,
        "infinite" => 3,
        "imbalanced" => 4,
        "correlated" => 5,
        "skewed" => 6,
        "outliers" => 7,
        "zeros" => 8,
        "many values" => 9,
        _ => 10,
    };
}
