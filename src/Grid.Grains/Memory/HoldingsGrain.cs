namespace Grid.Grains.Accounts;

/// <summary>Tells what its silo has in memory.</summary>
[Reentrant, PlacedOnNamedSilo]
public sealed class HoldingsGrain(SiloHoldings holdings) : Grain, IHoldingsGrain
{
    /// <inheritdoc/>
    public Task<HeldDatasets> ListAsync(CancellationToken cancellation) => Task.FromResult(new HeldDatasets(holdings.List()));
}
