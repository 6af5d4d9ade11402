namespace Grid.Hosting;

/// <summary>Has the silo drop, now and then, the partitions that nobody owns (<see cref="LivePartitions"/>).</summary>
internal sealed class PartitionSweep(IServiceProvider services, IGrainFactory grains, ILogger<PartitionSweep> log) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _end = new();
    private Task _work = Task.CompletedTask;

    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(PartitionSweep), ServiceLifecycleStage.Active,
        _ =>
        {
            if (services.GetService<LivePartitions>() is { } live)
                _work = Task.Run(() => RunAsync(live), CancellationToken.None);
            return Task.CompletedTask;
        },
        async _ =>
        {
            await _end.CancelAsync();
            await _work;
        });

    public void Dispose() => _end.Dispose();

    private async Task RunAsync(LivePartitions live)
    {
        while (true)
        {
            await Task.Delay(Pace, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
                return;
            try
            {
                await live.SweepAsync(grains, _end.Token);
            }
            catch (Exception e)
            {
                // What could not be dropped now is tried again.
                EngineLog.NotSwept(log, e);
            }
        }
    }
}
