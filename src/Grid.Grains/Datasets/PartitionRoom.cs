namespace Grid.Grains;

/// <summary>A partition's room on its silo, which it takes before it loads and where it may be told to look for another.</summary>
/// <param name="owner">The partition's key.</param>
/// <param name="memory">The silo's account.</param>
/// <param name="loads">Knows what other silos have left.</param>
internal sealed class PartitionRoom(string owner, SiloMemory memory, LoadMemory loads)
{
    private const int Attempts = 5;

    /// <summary>The partition, as messages name it.</summary>
    public string Title => PartitionKey.Parse(owner).Title;

    /// <summary>Keeps room for what is about to be loaded, which the load itself has reserved: on the one silo there is, or in the cluster's ledger.</summary>
    /// <returns>False where this silo has no room and another has.</returns>
    /// <exception cref="MemoryBudgetException">No silo has room.</exception>
    public async Task<bool> TryExpectAsync(long bytes) => !loads.IsSpread || await TryAsync(bytes, memory.Expect);

    /// <summary>Takes room for what is loaded again, which nobody has reserved.</summary>
    /// <returns>False where this silo has no room and another has.</returns>
    /// <exception cref="MemoryBudgetException">No silo has room.</exception>
    public Task<bool> TryReserveAsync(long bytes) => TryAsync(bytes, (key, count, title) => memory.Reserve(key, count, title));

    /// <summary>Takes the room of what was loaded, which is more than was expected now and then.</summary>
    /// <returns>False where this silo has no room and another has: it is not to be kept here.</returns>
    /// <exception cref="MemoryBudgetException">No silo has room.</exception>
    public bool TryHold(long bytes)
    {
        if (!loads.IsSpread)
        {
            memory.Hold(owner, bytes);
            return true;
        }
        try
        {
            memory.Reserve(owner, bytes, Title);
            return true;
        }
        catch (MemoryBudgetException) when (loads.OthersHaveRoom(bytes))
        {
            return false;
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => memory.Hold(owner, 0);

    private async Task<bool> TryAsync(long bytes, Action<string, long, string> take)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                take(owner, bytes, Title);
                return true;
            }
            catch (MemoryBudgetException) when (attempt <= Attempts || loads.OthersHaveRoom(bytes))
            {
                if (loads.OthersHaveRoom(bytes))
                    return false;
                // A silo that has just joined is known in a moment, and what moves away leaves room.
                await Task.Delay(ChangeSignal.PollInterval, CancellationToken.None);
            }
        }
    }
}
