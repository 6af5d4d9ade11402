using Orleans.Runtime.Messaging;

namespace Grid.Abstractions;

/// <summary>Tells calls that failed for want of a silo from those that failed by themselves.</summary>
public static class TransientFault
{
    /// <summary>How long silos may be gone before it is given up: far longer than a silo takes to be noticed and replaced.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Whether a call may be answered when it is made again, because its silo or the way there was lost.</summary>
    public static bool Is(Exception exception) => exception is TimeoutException or OrleansMessageRejectionException
        or ConnectionFailedException or ClientNotAvailableException or GatewayTooBusyException;

    /// <summary>
    /// Whether work that nobody has cancelled came to no end of its own, because its silo ends, or was given up by the others and
    /// is thrown away: whoever asks again has it done elsewhere.
    /// </summary>
    internal static bool IsCutShort(Exception exception) => exception is OperationCanceledException or ObjectDisposedException;
}
