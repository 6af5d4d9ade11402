namespace Grid.Hosting;

/// <summary>The grid's life within a silo that is another's: it tells the others of the silo while it runs, and hands over when it ends.</summary>
internal sealed class GuestLife(IServiceProvider services, IHostApplicationLifetime host) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan HandOverLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HandOverPace = TimeSpan.FromMilliseconds(50);

    private SiloReporter Reporter => services.GetRequiredService<SiloReporter>();

    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(GuestLife), ServiceLifecycleStage.Active + 1, StartAsync, StopAsync);

    private async Task StartAsync(CancellationToken cancellation)
    {
        await Reporter.StartAsync(null);
        _ = services.GetRequiredService<SiloLifeline>().StopAsked.ContinueWith(_ => host.StopApplication(), TaskScheduler.Default);
    }

    // Others take over what this silo holds while it still answers; what studies have finished is stored while there is somebody to store it.
    private async Task StopAsync(CancellationToken cancellation)
    {
        await services.GetRequiredService<StudyRuns>().StopAsync().WaitAsync(HandOverLimit, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!Reporter.IsLast)
        {
            await Reporter.LeaveAsync();
            var placed = services.GetRequiredService<PlacedGrains>();
            long until = Environment.TickCount64 + (long)HandOverLimit.TotalMilliseconds;
            while (placed.Any && Environment.TickCount64 < until && !cancellation.IsCancellationRequested && !Reporter.IsLast)
                await Task.Delay(HandOverPace, CancellationToken.None);
        }
        await Reporter.EndAsync();
    }
}
