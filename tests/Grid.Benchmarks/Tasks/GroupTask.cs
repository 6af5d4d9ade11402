using Grid.Query;

namespace Grid.Benchmarks;

/// <summary>A task of the public benchmark: as SQL, and as Grid is asked it.</summary>
/// <param name="Id">What the benchmark calls it.</param>
/// <param name="Keys">What the groups are by.</param>
/// <param name="Columns">What else the answer has, as SQL.</param>
/// <param name="Aggregates">The same as Grid is asked; empty where there is no question for it.</param>
internal sealed record GroupTask(string Id, string[] Keys, string[] Columns, string[] Aggregates)
{
    /// <summary>The ten group-by tasks.</summary>
    public static IReadOnlyList<GroupTask> All { get; } =
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

    /// <summary>The question to Grid; null where there is none.</summary>
    public Question? Question => Aggregates.Length == 0 ? null : new GroupByQuestion(Keys, Aggregates);

    /// <summary>The task as SQL over the table t. Rows with a null key are left out where there are any, as Grid does, and a sum of nothing is 0.</summary>
    public string Sql(bool hasNulls)
    {
        string where = hasNulls ? $" where {string.Join(" and ", Keys.Select(k => $"{k} is not null"))}" : Id == "q8" ? " where v3 is not null" : "";
        return $"select {string.Join(", ", [.. Keys, .. Columns.Select((c, i) => $"{(hasNulls && c.StartsWith("sum", StringComparison.Ordinal) ? $"coalesce({c}, 0)" : c)} a{i}")])} from t{where} group by {string.Join(", ", Keys)}";
    }
}
