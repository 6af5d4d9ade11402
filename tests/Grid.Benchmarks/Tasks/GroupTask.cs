using Grid.Query;

namespace Grid.Benchmarks;

/// <summary>A task by groups: as SQL, and as Grid is asked it.</summary>
/// <param name="Id">What the benchmark calls it.</param>
/// <param name="Keys">What the groups are by.</param>
/// <param name="Columns">What else the answer has, as SQL.</param>
/// <param name="Aggregates">The same as Grid is asked; empty where it is not asked for aggregates.</param>
internal sealed record GroupTask(string Id, string[] Keys, string[] Columns, string[] Aggregates) : BenchTask(Id)
{
    private const double Rounded = 1e-12;

    // Deviations and correlations of DuckDB lose digits where values lie close together.
    internal const double RoundedSpread = 1e-8;

    /// <summary>The ten tasks, and one more.</summary>
    public static new IReadOnlyList<GroupTask> All { get; } =
    [
        new("q1", ["id1"], ["sum(v1)"], ["sum(v1)"]),
        new("q2", ["id1", "id2"], ["sum(v1)"], ["sum(v1)"]),
        new("q3", ["id3"], ["sum(v1)", "avg(v3)"], ["sum(v1)", "mean(v3)"]),
        new("q4", ["id4"], ["avg(v1)", "avg(v2)", "avg(v3)"], ["mean(v1)", "mean(v2)", "mean(v3)"]),
        new("q5", ["id6"], ["sum(v1)", "sum(v2)", "sum(v3)"], ["sum(v1)", "sum(v2)", "sum(v3)"]),
        new("q6", ["id4", "id5"], ["quantile_cont(v3, 0.5)", "stddev(v3)"], ["median(v3)", "std(v3)"]),
        new("q7", ["id3"], ["max(v1) - min(v2)"], ["max(v1) - min(v2)"]),
        new("q8", ["id6"], ["unnest(max(v3, 2))"], []),
        new("q9", ["id2", "id4"], ["pow(corr(v1, v2), 2)"], ["corr(v1, v2) ^ 2"]),
        new("q10", ["id1", "id2", "id3", "id4", "id5", "id6"], ["sum(v3)", "count(*)"], ["sum(v3)", "count()"]),
        new("zones", ["id4", "id6"], ["avg(v3)", "count(distinct v2)", "stddev(v3)"], ["mean(v3)", "nunique(v2)", "std(v3)"]),
    ];

    /// <summary>The question to Grid: aggregates, or the two rows of each group that are largest.</summary>
    public Question Question => Aggregates.Length > 0 ? new GroupByQuestion(Keys, Aggregates)
        : new HeadQuestion(2, [.. Keys, "v3"]) { By = Keys, Order = ["v3 desc"], Transforms = [new WhereTransform("v3 is not null")] };

    /// <inheritdoc/>
    public override IReadOnlyList<string> Order => Aggregates.Length > 0 ? Keys : [.. Keys, "a0 desc"];

    /// <inheritdoc/>
    public override IReadOnlyList<double> Near => [.. Keys.Select(_ => 0.0), .. Columns.Select(c => c.Contains("stddev") || c.Contains("corr") ? RoundedSpread : Rounded)];

    /// <summary>Rows with a null key are left out where there are any, as Grid does, and a sum of nothing is 0.</summary>
    public override string Sql(bool hasNulls)
    {
        string[] conditions = [.. hasNulls ? Keys.Select(k => $"{k} is not null") : [], .. Aggregates.Length == 0 ? ["v3 is not null"] : Array.Empty<string>()];
        string where = conditions.Length == 0 ? "" : $" where {string.Join(" and ", conditions)}";
        return $"select {string.Join(", ", [.. Keys, .. Columns.Select((c, i) => $"{(hasNulls && c.StartsWith("sum", StringComparison.Ordinal) ? $"coalesce({c}, 0)" : c)} a{i}")])} from t{where} group by {string.Join(", ", Keys)}";
    }
}
