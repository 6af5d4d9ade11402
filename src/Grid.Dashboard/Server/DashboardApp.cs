using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;

namespace Grid.Dashboard;

/// <summary>
/// The dashboard's pages, for a server that is another's: an application of its own, which listens nowhere, and answers the requests that are passed on to
/// it under a path base of theirs.
/// </summary>
public sealed class DashboardApp : IAsyncDisposable
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    // What a browser sends at once is a word or a click.
    private const long MostBytesOfMessage = 64 << 10;

    private readonly WebApplication _app;
    private readonly RequestDelegate _answer;

    private DashboardApp(WebApplication app, RequestDelegate answer) => (_app, _answer) = (app, answer);

    /// <summary>Starts it.</summary>
    /// <param name="settings">What the pages are of.</param>
    /// <param name="logs">Where it says what goes wrong.</param>
    public static async Task<DashboardApp> StartAsync(DashboardSettings settings, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var services = builder.Services;
        services.AddSingleton(logs).AddSingleton(settings).AddSingleton<IServer, NoServer>();
        services.AddSingleton<DashboardGrid>().AddSingleton<ClusterWatch>().AddSingleton<WorkWatch>().AddSingleton<BusyWatch>();
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = MostBytesOfMessage);
        services.AddMudServices();
        KeepNoKeys(services);
        var app = builder.Build();
        var pages = new ApplicationBuilder(app.Services);
        pages.UseRouting();
        pages.UseAntiforgery();
        pages.UseEndpoints(endpoints => endpoints.MapRazorComponents<Shell.App>().AddInteractiveServerRenderMode(render => render.ContentSecurityFrameAncestorsPolicy = null));
        var dashboard = new DashboardApp(app, pages.Build());
        // For what waits until the application has started, or listens for its end: connections that browsers keep open.
        await app.StartAsync();
        return dashboard;
    }

    /// <summary>Answers a request, whose path base ends where the pages begin.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path.Value is null or "")
        {
            context.Response.Redirect($"{context.Request.PathBase}/{context.Request.QueryString}");
            return;
        }
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (await AssetFiles.AnswerAsync(context))
            return;
        await _answer.AnswerAsync(context, _app.Services);
    }

    /// <summary>Ends it, and the connections that browsers keep open.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    // What the pages encrypt is read by this process alone, while it runs: no key is written into the user's home.
    private static void KeepNoKeys(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider, EphemeralDataProtectionProvider>());
        foreach (var service in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == typeof(DataProtectionOptions).Assembly).ToArray())
            services.Remove(service);
    }
}
