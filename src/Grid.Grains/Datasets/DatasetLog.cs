using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>What the grains log.</summary>
internal static partial class DatasetLog
{
    [LoggerMessage(100, LogLevel.Warning, "Dataset {Dataset} failed")]
    public static partial void Failed(ILogger log, string dataset, Exception exception);
}
