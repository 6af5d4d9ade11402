namespace Grid.Hosting.Tests;

public interface ICounterGrain : IGrainWithStringKey
{
    Task<int> Add(int figure);

    Task<int> Get();

    Task<bool> IsStored();

    Task Clear();

    Task Reread();
}

[GenerateSerializer]
public sealed class CounterState
{
    [Id(0)]
    public int Count { get; set; }
}

/// <summary>Keeps a count across activations.</summary>
public sealed class CounterGrain([PersistentState("count", "grid")] IPersistentState<CounterState> state) : Grain, ICounterGrain
{
    public async Task<int> Add(int figure)
    {
        state.State.Count += figure;
        await state.WriteStateAsync();
        return state.State.Count;
    }

    public Task<int> Get() => Task.FromResult(state.State.Count);

    public Task<bool> IsStored() => Task.FromResult(state.RecordExists);

    public Task Clear() => state.ClearStateAsync();

    public Task Reread() => state.ReadStateAsync();
}
