using System.Net;

namespace Grid.Sources;

/// <summary>Says in a line what a server, or the way there, does not allow, and what to do.</summary>
internal static class HttpFaults
{
    /// <summary>Whether an exception is of the way to a server.</summary>
    public static bool IsOne(Exception e) => e is HttpRequestException or IOException or TimeoutException;

    /// <summary>A fault of the way.</summary>
    public static SourceException Of(string path, Exception e)
    {
        if (e is HttpRequestException { StatusCode: { } status })
            return Of(path, status, null);
        string what = e.GetBaseException().Message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return new SourceException($"{path} cannot be read: the server does not answer: {what}; check the address and the network, and try again.", path, inner: e);
    }

    /// <summary>An answer that is no file.</summary>
    public static SourceException Of(string path, HttpStatusCode status, string? reason)
    {
        string said = $"{(int)status} {(string.IsNullOrEmpty(reason) ? status.ToString() : reason)}";
        string what = (int)status switch
        {
            404 or 410 => $"there is nothing at this address ({said}); check it.",
            401 or 403 or 407 => $"the server refuses it ({said}); name an address that is open to everybody, or one that is signed.",
            >= 300 and < 400 => $"the server names one address after the other ({said}), and {HttpClients.MostRedirects} are followed; name the last.",
            429 => $"the server is asked too often ({said}); try again later.",
            >= 500 => $"the server is at fault ({said}); try again later.",
            _ => $"the server says {said}; check the address.",
        };
        return new SourceException($"{path} cannot be read: {what}", path);
    }
}
