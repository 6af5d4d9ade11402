namespace Grid.Hosting.Tests;

/// <summary>Calls interleave at awaits.</summary>
[Reentrant]
public sealed class ReentrantGrain(Journal journal) : SlowGrain(journal), IReentrantGrain
{
    public async Task<int> CallSelf(int depth) =>
        depth == 0 ? 0 : 1 + await GrainFactory.GetGrain<IReentrantGrain>(this.GetPrimaryKeyString()).CallSelf(depth - 1);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
