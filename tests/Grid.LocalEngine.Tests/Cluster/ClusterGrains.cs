namespace Grid.LocalEngine.Tests;

public interface IStoreGrain : IGrainWithStringKey
{
    Task<string> Where();

    Task<string> Leave();

    Task<Load> Fetch(int length);

    Task<int> Send(Note note);

    Task<int> AskOther(IWorkGrain other, CancellationToken cancellation);

    [ReadOnly]
    Task<string> SlowWhere(int milliseconds);
}

[GenerateSerializer, Immutable]
public sealed record Load([property: Id(0)] byte[] Bytes);

public interface ITrialGrain : IGrainWithStringKey
{
    Task<string> Where();
}

public interface IBesideGrain : IGrainWithStringKey
{
    Task<string> Where();
}

/// <summary>Holds data, as far as its placement goes.</summary>
[PlacedByBytes, Reentrant]
public sealed class StoreGrain(IGrainLocator locator) : Grain, IStoreGrain
{
    public Task<string> Where() => Task.FromResult(locator.Silo);

    public Task<string> Leave()
    {
        DeactivateOnIdle();
        return Where();
    }

    public Task<Load> Fetch(int length)
    {
        var bytes = new byte[length];
        for (int i = 0; i < length; i += 1 << 20)
            bytes[i] = (byte)(i % 251);
        return Task.FromResult(new Load(bytes));
    }

    public Task<int> Send(Note note) => Task.FromResult(note.Figures.Sum());

    public async Task<int> AskOther(IWorkGrain other, CancellationToken cancellation) => (await other.Key()).Length;

    public async Task<string> SlowWhere(int milliseconds)
    {
        await Task.Delay(milliseconds);
        return locator.Silo;
    }
}

[PlacedOnLeastLoaded(PreferLocal = true)]
public sealed class TrialGrain(IGrainLocator locator) : Grain, ITrialGrain
{
    public Task<string> Where() => Task.FromResult(locator.Silo);
}

[PlacedOnNamedSilo]
public sealed class BesideGrain(IGrainLocator locator) : Grain, IBesideGrain
{
    public Task<string> Where() => Task.FromResult(locator.Silo);
}
