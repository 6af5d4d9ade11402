using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>What studies log.</summary>
internal static partial class StudyLog
{
    [LoggerMessage(120, LogLevel.Error, "Study {Study} failed")]
    public static partial void Failed(ILogger log, string study, Exception exception);

    [LoggerMessage(121, LogLevel.Debug, "Trial {Trial} starts")]
    public static partial void TrialStarts(ILogger log, string trial);

    [LoggerMessage(122, LogLevel.Debug, "Study {Study} has stored family {Family}, split {Split}")]
    public static partial void TrialStored(ILogger log, string study, int family, int split);

    [LoggerMessage(123, LogLevel.Information, "Study {Study} runs: {Open} of {Trials} trials are open")]
    public static partial void Runs(ILogger log, string study, int open, int trials);
}
