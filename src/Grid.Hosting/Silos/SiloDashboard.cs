using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Orleans.Dashboard;

namespace Grid.Hosting;

/// <summary>Orleans' dashboard of a silo's cluster, for a server that is another's.</summary>
internal static class SiloDashboard
{
    // Namespaces of grains that serve others; the page shows the grid's own work.
    private static readonly StringValues Plumbing = new(["Orleans", "Grid.Hosting", "Grid.Grains.Accounts"]);

    /// <summary>Answers requests under a prefix from the silo's services. The silos count for it from the first request on.</summary>
    /// <param name="silo">A silo of a cluster.</param>
    /// <param name="prefix">As <c>/dashboard/orleans</c>.</param>
    public static RequestDelegate Of(OrleansSilo silo, string prefix)
    {
        // The process's loggers stand in for the silo's own: what they say is for the dashboard's log stream as well.
        var logs = silo.Services.GetRequiredService<ILoggerFactory>();
        foreach (var stream in silo.Services.GetServices<ILoggerProvider>())
            logs.AddProvider(stream);
        var app = new ApplicationBuilder(silo.Services);
        app.UseRouting();
        app.UseEndpoints(endpoints => endpoints.MapOrleansDashboard(prefix));
        var answer = app.Build();
        var told = new ConcurrentDictionary<string, Task>();
        return async context =>
        {
            // Those that joined since are told with the page's next request.
            foreach (var there in silo.Services.GetRequiredService<IGrainLocator>().Silos)
                _ = told.GetOrAdd(there.Name, name => silo.GetGrain<ISiloControlGrain>($"{name}/").WatchAsync());
            context.Request.QueryString = context.Request.QueryString.Add(QueryString.Create([KeyValuePair.Create("exclude", Plumbing)]));
            await answer.AnswerAsync(context, silo.Services);
        };
    }
}
