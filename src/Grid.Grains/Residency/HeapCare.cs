using System.Runtime;

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

    // To move so much takes some tenths of a second, in which the silo stands still.
    private const long MostMoved = 1 << 30;

    private readonly Lock _gate = new();
    private long _collectedAt = GC.GetTotalAllocatedBytes();
    private long? _compactedAt;

    private long Garbage => Math.Clamp(memory.Budget / 12, LeastGarbage, MostGarbage);

    /// <summary>Collects where enough was allocated since it was last done. To be called before much is allocated, on compute threads.</summary>
    public void Tend()
    {
        if (GC.GetTotalAllocatedBytes() - Interlocked.Read(ref _collectedAt) < Garbage || !_gate.TryEnter())
            return;
        try
        {
            var last = GC.GetGCMemoryInfo(GCKind.FullBlocking);
            if (IsToCompact(last.HeapSizeBytes, last.FragmentedBytes, _compactedAt is { } at ? GC.GetTotalAllocatedBytes() - at : long.MaxValue))
            {
                // Large arrays are moved when it is asked for alone.
                GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
                GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                _compactedAt = GC.GetTotalAllocatedBytes();
            }
            else
            {
                GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: false);
            }
            Interlocked.Exchange(ref _collectedAt, GC.GetTotalAllocatedBytes());
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>
    /// Whether a collection is to close the gaps between what is held: where the heap is larger than what may be held, gaps are a good part of it, and as
    /// much was allocated since it was last done as is moved, so that it costs little beside the reading.
    /// </summary>
    /// <param name="heap">Bytes of the heap after the last collection, gaps included.</param>
    /// <param name="gaps">Bytes of these gaps.</param>
    /// <param name="allocated">Bytes that were allocated since gaps were last closed.</param>
    internal bool IsToCompact(long heap, long gaps, long allocated) =>
        memory.Budget <= MostMoved && heap > memory.Budget && gaps > Garbage && allocated >= memory.Budget;
}
