namespace Grid.Abstractions;

/// <summary>Where a dataset is in its life.</summary>
[GenerateSerializer, Alias("Grid.DatasetPhase")]
public enum DatasetPhase
{
    /// <summary>Nothing is known of it, or it was dropped.</summary>
    Empty,

    /// <summary>Files are listed and types inferred.</summary>
    Planning,

    /// <summary>The schema is known; nothing is loaded.</summary>
    Planned,

    /// <summary>Partitions are being loaded.</summary>
    Loading,

    /// <summary>All partitions are loaded.</summary>
    Ready,

    /// <summary>Planning or loading failed; nothing is held.</summary>
    Failed,
}
