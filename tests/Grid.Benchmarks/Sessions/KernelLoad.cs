using Grid.Columns;
using Grid.Sources;

namespace Grid.Benchmarks;

/// <summary>Loads CSV with the pure rooms alone: plan, read, widen.</summary>
internal static class KernelLoad
{
    /// <summary>The schema of all splits, and their rows under it.</summary>
    public static async Task<(Schema Schema, LoadedSplit[] Splits)> ReadAsync(IReadOnlyList<string> paths, ParallelOptions parallel)
    {
        var plan = await SourcePlanner.PlanAsync(paths, new CsvOptions(), default);
        var loaded = new LoadedSplit[plan.Splits.Count];
        Parallel.For(0, loaded.Length, parallel, i => loaded[i] = SplitReader.Read(plan.Splits[i], plan.Schema, plan.Options, null, default));

        var schema = plan.Schema;
        while (true)
        {
            schema = loaded.Aggregate(schema, (wider, split) => Widening.Join(wider, split.Schema));
            if (loaded.All(l => l.Schema.Equals(schema)))
                return (schema, loaded);
            Parallel.For(0, loaded.Length, parallel, i =>
            {
                if (!loaded[i].Schema.Equals(schema))
                    loaded[i] = SplitReader.Widen(loaded[i], plan.Splits[i], schema, plan.Options, null, default);
            });
        }
    }
}
