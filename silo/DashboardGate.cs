using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Grid.Silo;

/// <summary>
/// Who may see the dashboard. On several machines: the machine itself, and whoever has the token; without a token nobody from beyond may.
/// On one: whoever has the address, as the token is its first part.
/// </summary>
internal sealed class DashboardGate
{
    private readonly SecretText? _token;
    private readonly bool _isInAddress;

    private DashboardGate(string? token, bool isInAddress) => (_token, _isInAddress) = (token is null ? null : new SecretText(token), isInAddress);

    /// <summary>For silos on several machines.</summary>
    /// <param name="token">Lets in whoever is not on the silo's machine; null for nobody.</param>
    public static DashboardGate OfFleet(string? token) => new(token, isInAddress: false);

    /// <summary>
    /// For a machine that others use as well: the page is below <c>/TOKEN</c>. A cookie in place of that would go to every port of
    /// the machine, whoever listens there.
    /// </summary>
    public static DashboardGate OfAddress(string token) => new(token, isInAddress: true);

    /// <summary>Passes a request on to the dashboard, or refuses it.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate dashboard)
    {
        // The log stream has no content type, and a browser that guesses one shows nothing until it has a kilobyte to go by.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (IsFromElsewhere(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync("A page of another site has asked for this.", context.RequestAborted);
        }
        if (_isInAddress ? AdmitsAddress(context) : Admits(context))
            return dashboard(context);
        context.Response.StatusCode = _token is null || _isInAddress ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
        if (_isInAddress)
            return context.Response.WriteAsync("The dashboard is at the address that 'grid status' names.", context.RequestAborted);
        if (_token is not null)
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"Grid\"";
        return Task.CompletedTask;
    }

    // A browser lets any page open a connection to any server, and says whose page it is.
    private static bool IsFromElsewhere(HttpRequest request) => request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private bool AdmitsAddress(HttpContext context)
    {
        if (!IsOfThisMachine(context) || context.Request.Path.Value is not ['/', .. var path])
            return false;
        int end = path.IndexOf('/', StringComparison.Ordinal);
        string given = end < 0 ? path : path[..end];
        if (!_token!.Is(given))
            return false;
        context.Request.PathBase = context.Request.PathBase.Add($"/{given}");
        context.Request.Path = path[given.Length..];
        return true;
    }

    private bool Admits(HttpContext context) =>
        IsOfThisMachine(context) || (_token is not null && Given(context.Request.Headers.Authorization.ToString()) is { } given && _token.Is(given));

    // What a proxy on this machine passes on is not this machine's.
    private static bool IsOfThisMachine(HttpContext context) => context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && NamesThisMachine(context.Request.Host);

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
