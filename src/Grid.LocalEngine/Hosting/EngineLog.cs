using Microsoft.Extensions.Logging;

namespace Grid.LocalEngine;

/// <summary>What the engine logs.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Warning, "A turn of {Grain} took {Seconds:0.000} s")]
    public static partial void LongTurn(ILogger log, GrainId grain, double seconds);

    [LoggerMessage(2, LogLevel.Warning, "{Grain} could not be activated")]
    public static partial void ActivationFailed(ILogger log, GrainId grain, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "{Grain} failed while it was deactivated")]
    public static partial void DeactivationFailed(ILogger log, GrainId grain, Exception exception);

    [LoggerMessage(5, LogLevel.Information, "Silo {Silo} listens on {Address}")]
    public static partial void Joined(ILogger log, string silo, string address);

    [LoggerMessage(6, LogLevel.Error, "Silo {Silo} was given up by the others, or could not renew its lease in time; it serves no longer")]
    public static partial void Lost(ILogger log, string silo);

    [LoggerMessage(7, LogLevel.Information, "{Count} grains are moved to balance the silos")]
    public static partial void Moving(ILogger log, int count);

    [LoggerMessage(8, LogLevel.Warning, "The silos could not be balanced")]
    public static partial void BalanceFailed(ILogger log, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "Grains that were moved here could not be made ready")]
    public static partial void MoveFailed(ILogger log, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "The silo stopped while {Count} grains had not come to their end")]
    public static partial void StoppedWithGrainsLeft(ILogger log, int count);
}
