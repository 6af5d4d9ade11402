using System.Net;

namespace Grid.Sources;

/// <summary>The process's one client of the web.</summary>
internal static class HttpClients
{
    /// <summary>How many times a server may name another address.</summary>
    public const int MostRedirects = 5;

    private static readonly Lazy<HttpClient> s_client = new(() =>
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.None,
            MaxAutomaticRedirections = MostRedirects,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            // Each wait has its own end (Patience).
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("grid");
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("identity");
        return client;
    });

    /// <summary>The client.</summary>
    public static HttpClient Get => s_client.Value;
}
