namespace Grid.LocalEngine;

/// <summary>Where an activation is in its life.</summary>
internal enum ActivationState : byte
{
    /// <summary>It has had no call yet, and so no object.</summary>
    New,

    /// <summary>Calls wait until it is up.</summary>
    Activating,

    /// <summary>Calls are run.</summary>
    Active,

    /// <summary>Calls that run are finished; later ones wait for the next activation.</summary>
    Deactivating,

    /// <summary>It takes no calls.</summary>
    Gone,
}
