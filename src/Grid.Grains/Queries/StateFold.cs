using Grid.Query;

namespace Grid.Grains;

/// <summary>
/// Merges states as they come, some at a time, so that those of many partitions are not all held at once. However states are grouped, the answer
/// is the same to the bit. For use within one grain's turns.
/// </summary>
/// <param name="merge">Merges states, at least one, elsewhere.</param>
/// <param name="held">Told what is held of them.</param>
internal sealed class StateFold(Func<AggregateState[], Task<AggregateState>> merge, HeldStates held)
{
    // Of so many: what has been merged is merged again with each lot that follows.
    private const int AtOnce = 8;

    private readonly List<AggregateState> _states = [];
    private Task? _merging;

    /// <summary>Takes a state; done once there is room for more.</summary>
    /// <exception cref="MemoryBudgetException">It does not fit beside the others.</exception>
    public async Task AddAsync(AggregateState state)
    {
        held.Add(state.Bytes);
        _states.Add(state);
        while (_states.Count >= AtOnce)
            await (_merging ??= MergeAsync());
    }

    /// <summary>All that were taken, merged, once every one of them is.</summary>
    public async Task<AggregateState> FinishAsync()
    {
        var merged = await merge([.. _states]);
        held.Set(merged.Bytes);
        return merged;
    }

    private async Task MergeAsync()
    {
        // So that it is known to be under way before it can be over.
        await Task.Yield();
        AggregateState[] states = [.. _states];
        _states.Clear();
        try
        {
            var merged = await merge(states);
            held.Add(merged.Bytes - states.Sum(state => state.Bytes));
            _states.Add(merged);
        }
        finally
        {
            _merging = null;
        }
    }
}
