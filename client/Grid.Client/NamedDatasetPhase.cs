namespace Grid.Client;

/// <summary>Where a dataset is in its life.</summary>
public enum NamedDatasetPhase
{
    /// <summary>It was dropped while it was asked for.</summary>
    Empty,

    /// <summary>Files are listed and types inferred.</summary>
    Planning,

    /// <summary>Its columns are known; nothing is loaded.</summary>
    Planned,

    /// <summary>Its partitions are being loaded.</summary>
    Loading,

    /// <summary>All partitions are loaded.</summary>
    Ready,

    /// <summary>Planning or loading failed; nothing is held.</summary>
    Failed,
}
