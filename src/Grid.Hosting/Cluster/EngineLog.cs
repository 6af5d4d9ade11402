namespace Grid.Hosting;

/// <summary>What the engine logs.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(5, LogLevel.Information, "Silo {Silo} listens at {Address} and has joined the cluster")]
    public static partial void Joined(ILogger log, string silo, string address);

    [LoggerMessage(11, LogLevel.Information, "{Grains} grains that hold data move to other silos")]
    public static partial void Moving(ILogger log, int grains);

    [LoggerMessage(12, LogLevel.Warning, "Grains that were to move to other silos could not be moved")]
    public static partial void MoveFailed(ILogger log, Exception exception);

    [LoggerMessage(13, LogLevel.Warning, "The silo's report was not heard")]
    public static partial void ReportFailed(ILogger log, Exception exception);

    [LoggerMessage(14, LogLevel.Error, "The silo was given up: {Context}")]
    public static partial void Lost(ILogger log, string context, Exception? exception);

    [LoggerMessage(15, LogLevel.Warning, "The membership could not be read, and is read again")]
    public static partial void TableNotRead(ILogger log, Exception exception);

    [LoggerMessage(16, LogLevel.Warning, "The rows of the silos that have ended could not be removed from the membership")]
    public static partial void RowsLeft(ILogger log, Exception exception);

    [LoggerMessage(17, LogLevel.Error, "The row {Row} of table {Table} is none of a silo, and is passed over")]
    public static partial void RowNotRead(ILogger log, string row, string table, Exception exception);

    [LoggerMessage(18, LogLevel.Warning, "The silo does not count for the dashboard")]
    public static partial void NotCounted(ILogger log, Exception exception);

    [LoggerMessage(19, LogLevel.Warning, "Partitions that nobody owns could not be dropped; that is tried again")]
    public static partial void NotSwept(ILogger log, Exception exception);

    [LoggerMessage(20, LogLevel.Warning, "Silos and clients speak without encryption at {Address}, and with anybody who reaches it: set GRID_TLS_CERTIFICATE, GRID_TLS_KEY and GRID_TLS_AUTHORITY")]
    public static partial void Unguarded(ILogger log, string address);

    [LoggerMessage(21, LogLevel.Warning, "A connection was refused: the certificate {Thumbprint} is not taken: {Why}")]
    public static partial void CertificateRefused(ILogger log, string thumbprint, string why);

    [LoggerMessage(22, LogLevel.Information, "{Source} has changed, and new connections have the new certificate and authorities")]
    public static partial void CertificateRenewed(ILogger log, string source);

    [LoggerMessage(23, LogLevel.Warning, "What has changed is not taken, and what was there before stays: {Why}")]
    public static partial void CertificateKept(ILogger log, string why);

    [LoggerMessage(24, LogLevel.Warning, "Parts of what was stored of {Grain} before could not be removed, and stay in the store")]
    public static partial void PartsLeft(ILogger log, string grain, Exception exception);
}
