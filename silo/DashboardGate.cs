using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Grid.Silo;

/// <summary>Who may see the dashboard: the machine itself, and whoever has the token. Without a token nobody from beyond may.</summary>
internal sealed class DashboardGate(string? token)
{
    /// <summary>Passes a request on to the dashboard, or refuses it.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate dashboard)
    {
        // The log stream has no content type, and a browser that guesses one shows nothing until it has a kilobyte to go by.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (Admits(context))
            return dashboard(context);
        context.Response.StatusCode = token is null ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
        if (token is not null)
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"Grid\"";
        return Task.CompletedTask;
    }

    private bool Admits(HttpContext context)
    {
        // What a proxy on this machine passes on is not this machine's.
        bool isOwn = context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
            && !context.Request.Headers.ContainsKey("X-Forwarded-For") && NamesThisMachine(context.Request.Host);
        return isOwn || (token is not null && Given(context.Request.Headers.Authorization.ToString()) is { } given
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token)));
    }

    // A page from elsewhere can bring a browser on this machine to ask, under a name that is made to mean loopback.
    private static bool NamesThisMachine(HostString host) =>
        !host.HasValue || host.Host == "localhost" || (IPAddress.TryParse(host.Host, out var address) && IPAddress.IsLoopback(address));

    // As a script gives it, or as the password that a browser asks for.
    private static string? Given(string authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header) || header.Parameter is not { } parameter)
            return null;
        if (header.Scheme == "Bearer")
            return parameter;
        byte[] text = new byte[parameter.Length];
        if (header.Scheme != "Basic" || !Convert.TryFromBase64String(parameter, text, out int length))
            return null;
        string pair = Encoding.UTF8.GetString(text, 0, length);
        return pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
