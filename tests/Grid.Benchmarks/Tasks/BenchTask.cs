namespace Grid.Benchmarks;

/// <summary>A task of the public benchmark.</summary>
/// <param name="Id">What the benchmark calls it.</param>
internal abstract record BenchTask(string Id)
{
    /// <summary>All of them: the groups, then the joins.</summary>
    public static IReadOnlyList<BenchTask> All { get; } = [.. GroupTask.All, .. JoinTask.All];

    /// <summary>What the answer's rows are compared in the order of.</summary>
    public abstract IReadOnlyList<string> Order { get; }

    /// <summary>How near to DuckDB's the figures of each column are to be, as a share of their size; 0 for the same.</summary>
    public abstract IReadOnlyList<double> Near { get; }

    /// <summary>The task as DuckDB is asked it.</summary>
    /// <param name="hasNulls">Whether values of the data are null.</param>
    public abstract string Sql(bool hasNulls);

    /// <summary>What DuckDB's answer is compared by, where that is not what it was asked.</summary>
    public virtual string? CheckSql => null;
}
