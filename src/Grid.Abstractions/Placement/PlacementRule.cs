namespace Grid.Abstractions;

/// <summary>By which rule the silo of a grain is chosen.</summary>
[GenerateSerializer, Alias("Grid.PlacementRule")]
internal enum PlacementRule : byte
{
    /// <summary>Where the fewest bytes are; moved when silos join or leave.</summary>
    Bytes,

    /// <summary>Where the fewest of its kind are.</summary>
    LeastLoaded,

    /// <summary>Where the fewest of its kind are, the caller's silo before others.</summary>
    LeastLoadedOrLocal,
}
