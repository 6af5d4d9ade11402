namespace Grid.Hosting.Tests;

public interface IWorkGrain : IGrainWithStringKey
{
    Task<int> AddSlowly(int times);

    /// <summary>Notes its start, waits for its gate, and notes its end.</summary>
    Task Hold(string name);

    [AlwaysInterleave]
    Task Glance(string name);

    [ReadOnly]
    Task Read(string name);

    Task<int> Fail(string message);

    Task FailAtOnce(string message);

    [ResponseTimeout("00:00:00.5")]
    Task HoldBriefly(string name, CancellationToken cancellation);

    Task HoldUntilCancelled(CancellationToken cancellation);

    Task End();

    Task KeepFor(TimeSpan time);

    Task<string> Key();

    Task<Note> Echo(Note note);

    Task<int> CallSelf(int depth);
}

public interface IReentrantGrain : IGrainWithStringKey
{
    Task<int> AddSlowly(int times);

    Task Hold(string name);

    Task End();

    Task<int> CallSelf(int depth);
}

[GenerateSerializer, Immutable]
public sealed record Note([property: Id(0)] string Text, [property: Id(1)] IReadOnlyList<int> Figures);

public sealed class OddException(string message, int figure) : Exception(message)
{
    public int Figure { get; } = figure;
}

/// <summary>Calls run one after the other, awaits included. The grid has a grain of this name, which a type of grain may bear once.</summary>
[GrainType("tested-work")]
public sealed class WorkGrain(Journal journal) : SlowGrain(journal), IWorkGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.Note($"{this.GetPrimaryKeyString()} up");
        return this.GetPrimaryKeyString() == "cannot" && Journal.Notes.Count < 2
            ? throw new InvalidOperationException("It cannot come up.") : Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Note($"{this.GetPrimaryKeyString()} down: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task Glance(string name) => Hold(name);

    public Task Read(string name) => Hold(name);

    public async Task<int> Fail(string message)
    {
        await Task.Yield();
        throw new OddException(message, 42);
    }

    public Task FailAtOnce(string message) => throw new OddException(message, 43);

    public async Task HoldBriefly(string name, CancellationToken cancellation)
    {
        Journal.Note($"{name} starts");
        cancellation.Register(() => Journal.Note($"{name} is cancelled"));
        await Journal.Reached($"let {name} go");
    }

    public async Task HoldUntilCancelled(CancellationToken cancellation)
    {
        Journal.Note("holds");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        finally
        {
            Journal.Note("let go");
        }
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task KeepFor(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<Note> Echo(Note note) => Task.FromResult(note);

    public async Task<int> CallSelf(int depth) =>
        depth == 0 ? 0 : 1 + await GrainFactory.GetGrain<IWorkGrain>(this.GetPrimaryKeyString()).CallSelf(depth - 1);
}
