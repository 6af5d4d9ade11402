using Grid.Client;

namespace Grid.Dashboard.Pages;

/// <summary>Datasets in words.</summary>
internal static class DatasetWords
{
    /// <summary>Where a dataset is in its life, as <c>grid status</c> says it.</summary>
    public static string State(NamedDataset dataset)
    {
        string phase = dataset.Phase.ToString().ToLowerInvariant();
        if (dataset.Load is { IsDone: true, IsLazy: true })
            return $"{phase}, read when asked for";
        int missing = dataset.Load.PartitionsReady - dataset.PartitionsHeld;
        return dataset.Load.IsDone && missing > 0 ? $"{phase}, not in memory: {missing} of {dataset.Load.Partitions} partition{(dataset.Load.Partitions == 1 ? "" : "s")}" : phase;
    }
}
