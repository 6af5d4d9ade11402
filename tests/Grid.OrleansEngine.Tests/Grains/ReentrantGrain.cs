namespace Grid.OrleansEngine.Tests;

/// <summary>Calls interleave at awaits.</summary>
[Reentrant]
public sealed class ReentrantGrain(Journal journal) : Grain, IReentrantGrain
{
    private int _inTurn;
    private int _count;

    public async Task<int> AddSlowly(int times)
    {
        for (int i = 0; i < times; i++)
        {
            if (Interlocked.Increment(ref _inTurn) != 1)
                throw new InvalidOperationException("Two turns at once.");
            int count = _count;
            Thread.SpinWait(20);
            _count = count + 1;
            Interlocked.Decrement(ref _inTurn);
            await Task.Yield();
        }
        return _count;
    }

    public async Task Hold(string name)
    {
        journal.Note($"{name} starts");
        await journal.Reached($"let {name} go");
        journal.Note($"{name} ends");
    }

    public async Task<int> CallSelf(int depth) =>
        depth == 0 ? 0 : 1 + await GrainFactory.GetGrain<IReentrantGrain>(this.GetPrimaryKeyString()).CallSelf(depth - 1);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
