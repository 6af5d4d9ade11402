using Microsoft.Extensions.Logging;

namespace Grid.Silo;

/// <summary>What the process logs.</summary>
internal static partial class SiloLog
{
    [LoggerMessage(200, LogLevel.Information, "Silo {Silo} leaves the cluster")]
    public static partial void Leaving(ILogger log, string silo);

    [LoggerMessage(201, LogLevel.Information, "Silo {Silo} has left the cluster")]
    public static partial void Left(ILogger log, string silo);

    [LoggerMessage(203, LogLevel.Critical, "Silo {Lost} was given up by the others, and the process cannot join anew: it ends")]
    public static partial void CannotJoin(ILogger log, string lost, Exception exception);

    [LoggerMessage(204, LogLevel.Warning, "There is no {What} on 127.0.0.1")]
    public static partial void NoDoor(ILogger log, string what, Exception exception);

    [LoggerMessage(205, LogLevel.Information, "Nothing was computed for {Minutes} minutes: ECS is asked to end all tasks of {Service}")]
    public static partial void FallsAsleep(ILogger log, double minutes, string service);

    [LoggerMessage(206, LogLevel.Warning, "The silos cannot end for want of work: {Why}")]
    public static partial void CannotFallAsleep(ILogger log, string why);

    [LoggerMessage(202, LogLevel.Warning, "Silo {Lost} was given up by the others; the process goes on as {Silo}")]
    public static partial void JoinedAnew(ILogger log, string lost, string silo);
}
