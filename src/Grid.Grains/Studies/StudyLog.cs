using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>What studies log.</summary>
internal static partial class StudyLog
{
    [LoggerMessage(120, LogLevel.Error, "Study {Study} failed")]
    public static partial void Failed(ILogger log, string study, Exception exception);
}
