namespace Grid.LocalEngine;

/// <summary>Why an activation ends.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason was given.</summary>
    None,

    /// <summary>The silo is going down.</summary>
    ShuttingDown,

    /// <summary>The activation did not come up.</summary>
    ActivationFailed,

    /// <summary>It was idle for longer than the collection age.</summary>
    ActivationIdle,

    /// <summary>It was moved to another silo.</summary>
    Migrating,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested,
}
