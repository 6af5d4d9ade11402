using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>What queries log.</summary>
internal static partial class QueryLog
{
    [LoggerMessage(110, LogLevel.Error, "Query {Query} failed")]
    public static partial void Failed(ILogger log, string query, Exception exception);

    [LoggerMessage(111, LogLevel.Warning, "Query {Query} lost {Silos} silos under a scan, and asks their partitions again")]
    public static partial void SiloLost(ILogger log, string query, int silos);

    [LoggerMessage(112, LogLevel.Warning, "Query {Query} lost a silo's share of its groups, and finds them anew")]
    public static partial void ShareLost(ILogger log, string query);
}
