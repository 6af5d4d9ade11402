namespace Grid.Abstractions;

/// <summary>
/// What the loads of a cluster are still to bring, so that loads which start at once are not each given the same room.
/// There is one ledger; its key is <see cref="Key"/>. It stores nothing: loads that go on tell it again.
/// </summary>
[Alias("Grid.IMemoryLedgerGrain")]
public interface IMemoryLedgerGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "memory";

    /// <summary>Reserves memory in what all silos have left together, or refuses.</summary>
    /// <exception cref="MemoryBudgetException">It does not fit.</exception>
    [Alias("ReserveAsync")]
    [Idempotent]
    Task ReserveAsync(ReservationRequest request, CancellationToken cancellation);

    /// <summary>Gives back what a load has reserved.</summary>
    [Alias("ReleaseAsync")]
    [Idempotent]
    Task ReleaseAsync(string load, CancellationToken cancellation);
}
