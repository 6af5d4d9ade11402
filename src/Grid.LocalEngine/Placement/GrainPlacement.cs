namespace Grid.LocalEngine;

/// <summary>By which rule the silo of a new activation is chosen.</summary>
internal enum GrainPlacement : byte
{
    /// <summary>By the hash of its id over the silos.</summary>
    Hash,

    /// <summary>Where the fewest bytes are; moved when silos join or leave.</summary>
    Bytes,

    /// <summary>On the silo that its key names.</summary>
    NamedSilo,

    /// <summary>Where the fewest of its kind are.</summary>
    LeastLoaded,
}
