using Grid.Query;

namespace Grid.Benchmarks;

/// <summary>A join of the table x: the rows that it makes are kept, or sums of them asked for.</summary>
/// <param name="Id">What the benchmark calls it.</param>
/// <param name="Other">The other table.</param>
/// <param name="Kind">Which rows are kept.</param>
/// <param name="Key">The column that both have as their key.</param>
/// <param name="Taken">The column that is taken over, beside v2.</param>
/// <param name="IsSums">Whether sums are asked for.</param>
internal sealed record JoinTask(string Id, string Other, JoinKind Kind, string Key, string Taken, bool IsSums = false) : BenchTask(Id)
{
    private const double Rounded = 1e-12;
    private static readonly string[] s_own = ["id1", "id2", "id3", "id4", "id5", "id6", "v1"];

    /// <summary>The tables that are joined with x.</summary>
    public static IReadOnlyList<string> Others { get; } = ["small", "medium", "big"];

    /// <summary>The aggregates that sums are of.</summary>
    public static IReadOnlyList<string> Sums { get; } = ["count()", "sum(v1)", "sum(v2)"];

    /// <summary>The five tasks, and the sums that the benchmark checks them by as tasks of their own.</summary>
    public static new IReadOnlyList<JoinTask> All { get; } =
    [
        .. new JoinTask[]
        {
            new("j1", "small", JoinKind.Inner, "id1", "id4"),
            new("j2", "medium", JoinKind.Inner, "id2", "id5"),
            new("j3", "medium", JoinKind.Left, "id2", "id5"),
            new("j4", "medium", JoinKind.Inner, "id5", "id2"),
            new("j5", "big", JoinKind.Inner, "id3", "id6"),
        }.SelectMany(task => new[] { task, task with { Id = task.Id + " sums", IsSums = true } }),
    ];

    /// <summary>The columns of the joined rows.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. s_own, "taken", "v2"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Order => IsSums ? ["1"] : ["id3"];

    /// <inheritdoc/>
    public override IReadOnlyList<double> Near => IsSums ? [0, Rounded, Rounded] : [.. Columns.Select(_ => 0.0)];

    /// <inheritdoc/>
    public override string Sql(bool hasNulls) => Select("sum");

    /// <summary>DuckDB's plain sums of millions of doubles are off by more than rounding: compared are those that it makes with care.</summary>
    public override string? CheckSql => IsSums ? Select("fsum") : null;

    private string Select(string sum) =>
        $"select {(IsSums ? $"count(*) n, {sum}(v1) v1, {sum}(v2) v2" : $"x.*, {Other}.{Taken} taken, v2")} from x {(Kind == JoinKind.Left ? "left " : "")}join {Other} on x.{Key} = {Other}.{Key}";
}
