using Microsoft.Extensions.Logging;

namespace Grid.Silo;

/// <summary>Has ECS end all silos of a fleet where none of them has computed for as long as the fleet says; the first client that asks has them started again.</summary>
internal sealed class IdleWatch : IAsyncDisposable
{
    private static readonly TimeSpan LongestPace = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    private IdleWatch(EcsService service, string name, TimeSpan after, Func<OrleansSilo?> silo, ILogger log) =>
        _watching = WatchAsync(service, name, after, silo, log);

    /// <summary>Watches from now on; null where silos do not end by themselves.</summary>
    /// <param name="fleet">The fleet; null for silos of a folder.</param>
    /// <param name="silo">The process's silo; null while there is none.</param>
    /// <param name="log">Where it is told.</param>
    public static IdleWatch? Start(FleetSettings? fleet, Func<OrleansSilo?> silo, ILogger log) =>
        fleet is { Ecs: { } place, IdleTime: { } after } ? new IdleWatch(new EcsService(place, fleet.Region), place.Service, after, silo, log) : null;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task WatchAsync(EcsService service, string name, TimeSpan after, Func<OrleansSilo?> silo, ILogger log)
    {
        using var closed = service;
        var pace = after / 4 < LongestPace ? after / 4 : LongestPace;
        bool isAsked = false;
        while (true)
        {
            await Task.Delay(pace, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
                return;
            bool isIdle = silo() is { TakesWork: true } here && here.IsIdleFor(after);
            // Once: whoever has silos started while these end is not to be contradicted.
            if (!isIdle || isAsked)
            {
                isAsked &= isIdle;
                continue;
            }
            try
            {
                SiloLog.FallsAsleep(log, after.TotalMinutes, name);
                await service.SetAsync(0, _end.Token);
                isAsked = true;
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // It is asked for again, as long as nobody computes; and whatever it was, a silo goes on without it.
                SiloLog.CannotFallAsleep(log, e.Message);
            }
        }
    }
}
