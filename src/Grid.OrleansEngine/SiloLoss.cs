using Orleans.Runtime.Messaging;

namespace Grid.OrleansEngine;

/// <summary>Tells calls that failed for want of a silo from those that failed by themselves.</summary>
public static class SiloLoss
{
    /// <summary>Whether a call may be answered when it is made again, because its silo or the way there was lost.</summary>
    public static bool Is(Exception exception) => exception is TimeoutException or OrleansMessageRejectionException
        or ConnectionFailedException or ClientNotAvailableException or GatewayTooBusyException;
}
