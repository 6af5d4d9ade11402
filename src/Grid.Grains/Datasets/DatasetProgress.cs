using Grid.Columns;
using Grid.Sources;

namespace Grid.Grains;

/// <summary>How far a dataset is: by its plan, then by its load, at last by its manifest.</summary>
internal static class DatasetProgress
{
    /// <summary>What can be told by what there is; the rest of the status is the grain's.</summary>
    public static DatasetStatus Of(LoadPlan? plan, DatasetLoad? load, Manifest? manifest)
    {
        var splits = manifest?.Partitions.Select(p => p.Split) ?? plan?.Splits ?? [];
        var status = new DatasetStatus
        {
            Files = splits.SelectMany(split => split.InFiles()).Select(split => split.FileIndex).Distinct().Count(),
            Partitions = splits.Count(),
            BytesTotal = splits.Sum(split => split.Length),
            IsColumnar = splits.Any() && splits.All(split => split.Format is FileFormat.Parquet or FileFormat.Arrow),
            Notes = (manifest is null ? plan?.Notes : manifest.Notes ?? SourceNotes.None) is { } notes ? new Encoded<SourceNotes>(notes) : null,
            Schema = (manifest?.Schema ?? plan?.Schema) is { } schema ? new Encoded<Schema>(schema) : null,
        };
        if (manifest is not null)
        {
            return status with
            {
                PartitionsReady = manifest.Partitions.Count,
                Storage = manifest.Storage is { } storage ? new Encoded<TableStorage>(storage) : null,
                BytesRead = status.BytesTotal,
                Rows = manifest.Partitions.Sum(p => p.Rows),
                BytesHeld = manifest.Partitions.Sum(p => p.BytesHeld),
                Seconds = manifest.Seconds,
                OnDemand = manifest.OnDemand,
                IsLazy = manifest.IsOnDemand,
            };
        }
        return load is null ? status : status with
        {
            PartitionsReady = load.PartitionsReady,
            BytesTotal = load.BytesTotal,
            BytesRead = load.BytesRead,
            Rows = load.Rows,
            BytesHeld = load.BytesHeld,
            Seconds = load.Seconds,
            OnDemand = load.OnDemand,
        };
    }

    /// <summary>A phase as messages tell of it.</summary>
    public static string Describe(DatasetPhase phase) => phase switch
    {
        DatasetPhase.Empty => "not known, or was dropped",
        DatasetPhase.Planning => "being planned",
        DatasetPhase.Planned => "planned, but not loaded",
        DatasetPhase.Loading => "being loaded",
        DatasetPhase.Ready => "loaded",
        _ => "not loaded, as that failed",
    };
}
