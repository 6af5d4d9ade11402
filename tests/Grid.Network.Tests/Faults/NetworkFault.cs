namespace Grid.Network.Tests.Faults;

/// <summary>What happens to a network.</summary>
internal enum NetworkFault
{
    /// <summary>Two silos and three do not hear one another; all reach the store and the clients.</summary>
    Split,

    /// <summary>Nothing that a silo sends arrives at the other silos; what they send does.</summary>
    OneWay,

    /// <summary>A silo reaches nobody, and nobody it.</summary>
    CutOff,

    /// <summary>Two silos do not reach the store; all silos reach one another.</summary>
    FromStore,

    /// <summary>A silo is not reached by clients; by all others it is.</summary>
    FromClients,

    /// <summary>A silo dies.</summary>
    Kill,

    /// <summary>What a silo sends and what is sent to it comes 300 ms late, and a fifth of it is lost.</summary>
    Slow,

    /// <summary>A silo dies, and the one that follows has a clock that is minutes off.</summary>
    Clock,
}
