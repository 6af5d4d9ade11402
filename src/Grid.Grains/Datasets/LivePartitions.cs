using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>
/// The partitions that have data on this silo, and the end of those that nobody owns. While silos are lost and join, a partition can come to
/// life twice; the one that the cluster has forgotten hears of no drop, and would keep its rows and its file for as long as the silo lives.
/// </summary>
public sealed class LivePartitions(ILogger<LivePartitions> log)
{
    private readonly ConcurrentDictionary<string, Live> _live = new();
    private HashSet<(string, string)> _unowned = [];

    /// <summary>Notes that a partition has data, or is about to. Within its grain's turns, in which it is dropped as well.</summary>
    internal void Add(string partition, Func<Task> drop) => _live[partition] = new Live(drop, TaskScheduler.Current);

    /// <summary>Notes that it has none, or none any more.</summary>
    internal void Remove(string partition) => _live.TryRemove(partition, out _);

    /// <summary>
    /// Drops what belongs to no load of its dataset, now and at the sweep before: once may be a moment in which the dataset changes hands.
    /// One at a time.
    /// </summary>
    /// <param name="grains">Where datasets are asked.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task SweepAsync(IGrainFactory grains, CancellationToken cancellation)
    {
        var unowned = new HashSet<(string, string)>();
        foreach (var load in _live.GroupBy(p => PartitionKey.Parse(p.Key) is var key ? (key.Dataset, key.Load) : default))
        {
            if (await IsHeldAsync(grains.GetGrain<IDatasetGrain>(load.Key.Dataset), load.Key.Load, cancellation))
                continue;
            unowned.Add(load.Key);
            if (!_unowned.Contains(load.Key))
                continue;
            foreach (var (partition, live) in load)
            {
                DatasetLog.Unowned(log, partition);
                await live.DropAsync();
            }
        }
        _unowned = unowned;
    }

    // Who cannot be asked now may hold it.
    private static async Task<bool> IsHeldAsync(IDatasetGrain dataset, string load, CancellationToken cancellation)
    {
        try
        {
            return await dataset.HoldsAsync(load, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return true;
        }
    }

    private sealed record Live(Func<Task> Drop, TaskScheduler Turns)
    {
        public Task DropAsync() => Task.Factory.StartNew(Drop, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Turns).Unwrap();
    }
}
