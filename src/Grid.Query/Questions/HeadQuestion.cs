namespace Grid.Query;

/// <summary>
/// Rows: the first in the order of the source, or in another; the first of each group; rows without repetition; rows drawn at random. One of the
/// last three goes at a time.
/// </summary>
/// <param name="Rows">How many, of each group where there are groups, up to 100,000; up to 1,000,000 in all.</param>
/// <param name="Columns">Columns or expressions; null for every column.</param>
public sealed record HeadQuestion(int Rows = 10, IReadOnlyList<string>? Columns = null) : Question
{
    /// <summary>What the rows are sorted by: columns or expressions, each with <c>desc</c> behind it where the greatest comes first. What is missing comes last, and equals are in the order of the source.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>What the rows are grouped by, columns or expressions; groups come in order of their keys, and rows without one belong to none.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>The columns or expressions of which each combination is wanted once, with its first row; empty for all columns, null for rows as they are. Null and NaN are one value.</summary>
    public IReadOnlyList<string>? Distinct { get; init; }

    internal bool IsPlain => Order.Count == 0 && !Transforms.Any(t => t is SortTransform) && By.Count == 0 && Distinct is null && SampleSeed is null;

    /// <summary>The same columns of the first rows.</summary>
    internal HeadQuestion Plain => this with { Order = [], By = [], Distinct = null, SampleSeed = null, Transforms = [.. Transforms.Where(t => t is not SortTransform)] };

    /// <summary>By which seed as many rows are drawn as are asked for, and come in the order of the source; null for the first.</summary>
    public long? SampleSeed { get; init; }
}
