using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Grid.Silo;

/// <summary>
/// <c>/health/live</c> answers while the process runs, <c>/health/ready</c> while the silo takes work, and <c>/dashboard</c> to those who
/// may see it.
/// </summary>
internal sealed class HealthEndpoint : IAsyncDisposable
{
    private readonly WebApplication _server;

    private HealthEndpoint(WebApplication server) => _server = server;

    /// <summary>Starts to listen.</summary>
    public static async Task<HealthEndpoint> StartAsync(IPAddress address, int port, Func<bool> isReady, RequestDelegate? dashboard = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            DoorLimits.Set(server);
            server.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        app.Run(context =>
        {
            if (dashboard is not null && context.Request.Path.StartsWithSegments(ProcessDashboard.Prefix, StringComparison.Ordinal))
                return dashboard(context);
            bool known = context.Request.Path == "/health/live" || context.Request.Path == "/health/ready";
            bool good = context.Request.Path == "/health/live" || isReady();
            context.Response.StatusCode = !known ? StatusCodes.Status404NotFound : good ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return context.Response.WriteAsync(!known ? "" : good ? "ok" : "not ready", context.RequestAborted);
        });
        try
        {
            await app.StartAsync();
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            throw new ClusterException($"the health port {address}:{port} is taken. Name another.", e);
        }
        return new HealthEndpoint(app);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
