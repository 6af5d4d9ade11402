namespace Grid.Grains.Accounts;

/// <summary>Keeps what the loads of a cluster have reserved.</summary>
[Reentrant]
public sealed class MemoryLedgerGrain(IGrainLocator locator) : Grain, IMemoryLedgerGrain
{
    private readonly MemoryLedger _ledger = new(locator);

    /// <inheritdoc/>
    public Task ReserveAsync(ReservationRequest request, CancellationToken cancellation) => _ledger.ReserveAsync(request, cancellation);

    /// <inheritdoc/>
    public Task ReleaseAsync(string load, CancellationToken cancellation)
    {
        _ledger.Release(load);
        return Task.CompletedTask;
    }
}
