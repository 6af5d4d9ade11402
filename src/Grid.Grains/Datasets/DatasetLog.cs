using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>What the grains log.</summary>
internal static partial class DatasetLog
{
    [LoggerMessage(100, LogLevel.Warning, "Dataset {Dataset} failed")]
    public static partial void Failed(ILogger log, string dataset, Exception exception);

    [LoggerMessage(101, LogLevel.Information, "Dataset {Dataset} is dropped: its client has not been heard of in a while")]
    public static partial void LeftBehind(ILogger log, string dataset);

    [LoggerMessage(102, LogLevel.Information, "Partition {Partition} is dropped: its dataset does not hold it")]
    public static partial void Unowned(ILogger log, string partition);
}
