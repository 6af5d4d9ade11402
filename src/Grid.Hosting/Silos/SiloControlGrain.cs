using Orleans.Dashboard;

namespace Grid.Hosting;

/// <summary>Passes on to its silo's process what is asked of it.</summary>
[PlacedOnNamedSilo, NoProfiling]
internal sealed class SiloControlGrain(SiloLifeline lifeline, IServiceProvider services, ILogger<SiloControlGrain> log) : Grain, ISiloControlGrain
{
    public Task StopAsync()
    {
        lifeline.AskToStop();
        return Task.CompletedTask;
    }

    public Task WatchAsync()
    {
        // A silo of a user's own may have no dashboard.
        if (services.GetService<DashboardCounters>() is { } counters)
            _ = Task.Run(() => CountAsync(counters));
        return Task.CompletedTask;
    }

    private async Task CountAsync(DashboardCounters counters)
    {
        try
        {
            await counters.BeginAsync();
        }
        catch (Exception e)
        {
            EngineLog.NotCounted(log, e);
        }
    }
}
