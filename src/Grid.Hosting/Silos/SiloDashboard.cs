using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Orleans.Dashboard;

namespace Grid.Hosting;

/// <summary>Orleans' dashboard of a silo, for a server that is another's.</summary>
public static class SiloDashboard
{
    /// <summary>Answers requests under a prefix from the silo's services.</summary>
    /// <param name="silo">A silo of a fleet.</param>
    /// <param name="prefix">As <c>/dashboard</c>.</param>
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
        return async context =>
        {
            await using var scope = silo.Services.CreateAsyncScope();
            var before = context.RequestServices;
            context.RequestServices = scope.ServiceProvider;
            try
            {
                await answer(context);
            }
            finally
            {
                context.RequestServices = before;
            }
        };
    }
}
