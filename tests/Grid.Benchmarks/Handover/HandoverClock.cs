using Apache.Arrow.Memory;

namespace Grid.Benchmarks;

/// <summary>What one call of something takes.</summary>
/// <param name="Seconds">Of the processor.</param>
/// <param name="Managed">Bytes that it had of the collector.</param>
/// <param name="Native">Bytes that it had of Apache.Arrow's allocator.</param>
internal sealed record HandoverTime(Spread Seconds, long Managed, long Native);

/// <summary>
/// Times ways to do the same in turns: each as often as it takes to see it, then the next, and all of them again. Seconds are the whole
/// process's of the processor, so that the collector's are in them, and what else the machine does is not.
/// </summary>
internal sealed class HandoverClock(int rounds)
{
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(20);

    // Tells how much it gave; one for everybody would count what others had.
    private readonly NativeMemoryAllocator _allocator = new();
    private object? _last;

    /// <summary>Times each way.</summary>
    /// <param name="ways">What to do; each is given the allocator for builders, and its answer, if it is disposable, is disposed of.</param>
    public HandoverTime[] Measure(params ReadOnlySpan<Func<MemoryAllocator, object?>> ways)
    {
        var seconds = new List<double>[ways.Length];
        var bytes = new (long Managed, long Native)[ways.Length];
        var calls = new int[ways.Length];
        for (int i = 0; i < ways.Length; i++)
        {
            seconds[i] = [];
            Do(ways[i]);
            long managed = GC.GetTotalAllocatedBytes(precise: true), native = _allocator.Statistics.BytesAllocated;
            Do(ways[i]);
            bytes[i] = (GC.GetTotalAllocatedBytes(precise: true) - managed, _allocator.Statistics.BytesAllocated - native);
            for (calls[i] = 1; Processor(ways[i], calls[i]) < s_least;)
                calls[i] *= 2;
        }
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < ways.Length; i++)
                seconds[i].Add(Processor(ways[i], calls[i]).TotalSeconds / calls[i]);
        }
        return [.. seconds.Select((all, i) => new HandoverTime(Spread.Of(all), bytes[i].Managed, bytes[i].Native))];
    }

    private TimeSpan Processor(Func<MemoryAllocator, object?> way, int calls)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < calls; i++)
            Do(way);
        return Environment.CpuUsage.TotalTime - before;
    }

    private void Do(Func<MemoryAllocator, object?> way)
    {
        _last = way(_allocator);
        (_last as IDisposable)?.Dispose();
    }
}
