namespace Grid.Grains;

/// <summary>
/// Where a load takes its memory from: the account of the one silo there is, or what the silos of a cluster have left
/// together, as partitions are placed where there is room.
/// </summary>
/// <param name="own">This silo's account.</param>
/// <param name="locator">Knows the other silos.</param>
/// <param name="grains">The way to the cluster's ledger.</param>
public sealed class LoadMemory(SiloMemory own, IGrainLocator locator, IGrainFactory grains)
{
    /// <summary>Whether partitions account for what they are about to load, as the load itself reserves it nowhere on their silo.</summary>
    public bool IsSpread => locator.Silos.Count > 1;

    private IMemoryLedgerGrain Ledger => grains.GetGrain<IMemoryLedgerGrain>(IMemoryLedgerGrain.Key);

    /// <summary>Takes bytes that are still to be loaded, in place of what was taken for the same load before, or refuses.</summary>
    /// <param name="load">Which load.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="what">What they are for, as the start of a sentence.</param>
    /// <param name="held">Bytes that the load holds already.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="MemoryBudgetException">They do not fit.</exception>
    public async Task ReserveAsync(string load, long bytes, string what, long held, CancellationToken cancellation)
    {
        if (!IsSpread)
        {
            own.Reserve(load, bytes, what, held);
            return;
        }
        own.Hold(load, 0);
        await Ledger.ReserveAsync(new ReservationRequest(load, bytes, what, held), cancellation);
    }

    /// <summary>Gives back what a load has not used.</summary>
    public async Task ReleaseAsync(string load)
    {
        own.Hold(load, 0);
        if (IsSpread)
            await Ledger.ReleaseAsync(load, CancellationToken.None);
    }

    /// <summary>Whether another silo has room for so much.</summary>
    public bool OthersHaveRoom(long bytes) => locator.Silos.Any(s => s.Name != locator.Silo && (s.Budget == 0 || s.Left >= bytes));
}
