namespace Grid.Grains;

/// <summary>
/// Keeps the heap close to what is held, where columns come and go: the garbage collector would let what was let go of lie for as long as
/// the machine has memory. Safe for any number of threads.
/// </summary>
/// <param name="memory">The silo's account.</param>
public sealed class HeapCare(SiloMemory memory)
{
    // A full collection looks at few objects, as columns are large arrays: it takes milliseconds.
    private const long LeastGarbage = 16 << 20;
    private const long MostGarbage = 256 << 20;

    private readonly Lock _gate = new();
    private long _collectedAt = GC.GetTotalAllocatedBytes();

    private long Garbage => Math.Clamp(memory.Budget / 12, LeastGarbage, MostGarbage);

    /// <summary>Collects where enough was allocated since it was last done. To be called before much is allocated, on compute threads.</summary>
    public void Tend()
    {
        if (GC.GetTotalAllocatedBytes() - Interlocked.Read(ref _collectedAt) < Garbage || !_gate.TryEnter())
            return;
        try
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: false);
            Interlocked.Exchange(ref _collectedAt, GC.GetTotalAllocatedBytes());
        }
        finally
        {
            _gate.Exit();
        }
    }
}
