namespace Grid.Grains.Accounts;

/// <summary>Tells what its silo's compute threads did.</summary>
[Reentrant, PlacedOnNamedSilo]
public sealed class WorkGrain(WorkLog log, ComputePool pool, MessageTraffic traffic) : Grain, IWorkGrain
{
    /// <inheritdoc/>
    public Task<WorkReply> ReadAsync(long from, long fromQuestion, CancellationToken cancellation) => Task.FromResult(log.Read(pool.Threads, from, fromQuestion));

    /// <inheritdoc/>
    public Task<SiloWork> ReadSiloAsync(CancellationToken cancellation)
    {
        var (bytesIn, bytesOut) = traffic.Read();
        return Task.FromResult(new SiloWork(Environment.TickCount64 * 1_000, pool.Threads, pool.Busy, bytesIn, bytesOut));
    }
}
