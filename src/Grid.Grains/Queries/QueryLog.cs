using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>What queries log.</summary>
internal static partial class QueryLog
{
    [LoggerMessage(110, LogLevel.Error, "Query {Query} failed")]
    public static partial void Failed(ILogger log, string query, Exception exception);
}
