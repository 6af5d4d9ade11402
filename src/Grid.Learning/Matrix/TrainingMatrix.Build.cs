using Grid.Columns;

namespace Grid.Learning;

public sealed partial class TrainingMatrix
{
    /// <summary>Bins the columns of a table.</summary>
    /// <param name="batches">The table's rows, in order; one logical type a column, in any encoding.</param>
    /// <param name="target">The column to predict: any type for a classification (its distinct values are the classes), numbers for a regression.</param>
    /// <param name="task">What to predict.</param>
    /// <param name="options">Which columns, and how many bins.</param>
    /// <param name="cancellation">Stops between columns.</param>
    /// <exception cref="LearningException">
    /// The target or a feature is missing from the table; the target is constant, null somewhere, or text in a regression;
    /// there are no rows, no features, or too many of both.
    /// </exception>
    public static TrainingMatrix Build(IReadOnlyList<RecordBatch> batches, string target, LearningTask task, MatrixOptions? options = null, CancellationToken cancellation = default)
    {
        var build = new MatrixBuild(batches, target, task, options);
        int threads = Math.Min(WorkerCount.Of(options?.Workers ?? 0), build.Features);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Failures.Unwrap(() => Parallel.For(0, threads, parallel, _ => build.Work(cancellation)));
        return build.Finish();
    }

    /// <summary>The columns that a model of a target would learn from.</summary>
    /// <param name="schema">The table's columns.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="features">The columns asked for; null for all but the target and the groups.</param>
    /// <param name="groups">The column that says which rows belong together; null for none.</param>
    /// <param name="weights">The column that says how much a row counts; null for none.</param>
    /// <exception cref="LearningException">The target, the groups, the weights or a feature are missing, one column is two of them, a feature is named twice, or there is none.</exception>
    public static IReadOnlyList<string> FeaturesOf(Schema schema, string target, IReadOnlyList<string>? features, string? groups = null, string? weights = null)
    {
        RequireColumn(schema, target, "target");
        if (groups is not null)
            RequireColumn(schema, groups, "group");
        if (groups == target)
            throw new LearningException($"'{target}' is both the target and the group; rows that belong together are told by another column.");
        if (weights is not null)
            RequireColumn(schema, weights, "weight");
        if (weights is not null && (weights == target || weights == groups))
            throw new LearningException($"'{weights}' is both the weight and the {(weights == target ? "target" : "group")}; how much rows count is told by another column.");
        var names = features ?? [.. schema.Fields.Select(f => f.Name).Where(n => n != target && n != groups && n != weights)];
        foreach (var name in names)
        {
            RequireColumn(schema, name, "feature");
            if (name == target)
                throw new LearningException($"'{name}' is both the target and a feature; a model cannot learn from what it predicts.");
            if (name == groups)
                throw GroupsLearned(name);
            if (name == weights)
                throw new LearningException($"'{name}' is both the weight and a feature; what rows count is not there to be learned from.");
        }
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
            throw new LearningException("a feature is named twice; name each column once.");
        return names.Count is not 0 and <= ushort.MaxValue
            ? names
            : throw new LearningException($"there are {names.Count} features; a model learns from 1 to {ushort.MaxValue}.");
    }

    /// <summary>A column of each batch, and their one logical type: whole numbers beside floating-point ones are float64.</summary>
    internal static Column[] ColumnsOf(IReadOnlyList<RecordBatch> batches, string name, out LogicalType type)
    {
        var columns = new Column[batches.Count];
        type = batches[0].Columns[batches[0].Schema.IndexOf(name)].Type.Logical;
        for (int b = 0; b < batches.Count; b++)
        {
            int at = batches[b].Schema.IndexOf(name);
            if (at < 0)
                throw new LearningException($"batch {b + 1} of the table has no column '{name}'.");
            columns[b] = batches[b].Columns[at];
            var other = columns[b].Type.Logical;
            if (other == type)
                continue;
            if (!(other.IsInteger || other.Kind == LogicalKind.Real) || !(type.IsInteger || type.Kind == LogicalKind.Real))
                throw new LearningException($"column '{name}' is {type} in one batch and {other} in another; load the table under one schema.");
            type = LogicalType.Real;
        }
        return columns;
    }

    internal static LearningException GroupsLearned(string name) =>
        new($"'{name}' is both the group and a feature; what rows belong to is not there to be learned from.");

    internal static void RequireColumn(Schema schema, string name, string role)
    {
        if (schema.IndexOf(name) < 0)
            throw new LearningException($"the table has no column '{name}' to be a {role}{NearestName.HintOrAll(name, [.. schema.Fields.Select(f => f.Name)])}");
    }
}
