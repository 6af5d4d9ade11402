using Grid.Sources;

namespace Grid.Benchmarks;

/// <summary>One split of trips, big enough that a kernel leaves the caches and small enough to be quick.</summary>
internal static class KernelData
{
    public const int Rows = 500_000;

    public static LoadPlan Plan(int rows = Rows)
    {
        var data = TaxiData.MakeAsync(Path.Combine(Path.GetTempPath(), "grid-benchmarks"), rows, 1, default).GetAwaiter().GetResult();
        return SourcePlanner.PlanAsync([data.Folder], new CsvOptions { SplitBytes = 1 << 30 }, default).GetAwaiter().GetResult();
    }

    public static LoadedSplit Load(int rows = Rows)
    {
        var plan = Plan(rows);
        return SplitReader.Read(plan.Splits[0], plan.Schema, plan.Options, null, default);
    }
}
