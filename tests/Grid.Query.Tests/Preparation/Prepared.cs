using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Tables with transforms, whose steps are fitted as a frame's are.</summary>
internal static class Prepared
{
    public static async Task<IReadOnlyList<Transform>> FitAsync(IReadOnlyList<PartitionTable> tables, params IReadOnlyList<Transform> transforms)
    {
        var schema = tables[0].Schema;
        var fitted = new List<Transform>();
        foreach (var transform in transforms)
        {
            Transform[] before = [.. fitted];
            fitted.AddRange(transform is PreparationStep step
                ? await Preparations.FitAsync(step, schema, before, question => Task.FromResult(Execution.Ask(question, schema, tables)))
                : [transform]);
        }
        return fitted;
    }

    public static HeadAnswer Rows(IReadOnlyList<PartitionTable> tables, IReadOnlyList<Transform> fitted) =>
        (HeadAnswer)Execution.Ask(new HeadQuestion(100_000) { Transforms = fitted }, tables[0].Schema, tables);

    public static async Task<HeadAnswer> RowsAsync(IReadOnlyList<PartitionTable> tables, params IReadOnlyList<Transform> transforms) =>
        Rows(tables, await FitAsync(tables, transforms));

    public static PartitionTable Table(params (string Name, Column Column)[] columns)
    {
        var batch = RecordBatch.From(columns);
        return new PartitionTable(batch.Schema, [batch]);
    }

    /// <summary>A column of the rows.</summary>
    public static Scalar[] Column(this HeadAnswer rows, string name)
    {
        int at = rows.Columns.ToList().IndexOf(name);
        return [.. rows.Rows.Select(row => row[at])];
    }
}
