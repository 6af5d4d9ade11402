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

    [LoggerMessage(4, LogLevel.Warning, "The silo stopped while {Count} grains had not come to their end")]
    public static partial void StoppedWithGrainsLeft(ILogger log, int count);
}
