using System.Collections.Concurrent;

namespace Grid.Grains;

/// <summary>The partitions whose rows this silo has in memory, and the bytes that they take.</summary>
public sealed class SiloHoldings
{
    private readonly ConcurrentDictionary<string, long> _bytes = new();

    /// <summary>Notes that a partition is in memory.</summary>
    public void Add(string partition, long bytes) => _bytes[partition] = bytes;

    /// <summary>Notes that it is not, or no longer.</summary>
    public void Remove(string partition) => _bytes.TryRemove(partition, out _);

    /// <summary>What there is of each dataset, by name.</summary>
    public HeldDataset[] List() =>
    [
        .. _bytes.GroupBy(p => PartitionKey.Parse(p.Key).Dataset, StringComparer.Ordinal)
            .Select(d => new HeldDataset(d.Key, d.Count(), d.Sum(p => p.Value))).OrderBy(d => d.Dataset, StringComparer.Ordinal)
    ];
}
