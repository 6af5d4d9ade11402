namespace Grid.Hosting.Tests;

/// <summary>Works in steps that tell whether two turns ran at once, and holds a call until it is let go.</summary>
public abstract class SlowGrain(Journal journal) : Grain
{
    private int _inTurn;
    private int _count;

    protected Journal Journal => journal;

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
}
