namespace Grid.Query;

/// <summary>
/// The order in which the groups of a state lie: by shards of the hash of their keys, so that a merge reads of each state, shard by shard, what lies side by side.
/// A state of few groups is one shard, in any order.
/// </summary>
internal static class GroupShards
{
    public const int Count = 256;

    /// <summary>States of no more groups are not cut.</summary>
    public const int FewGroups = 2048;

    // Slices go by the uppermost bits: a state of one slice is to have groups in all shards.
    private const int Shift = 28;

    /// <summary>Groups by their shards, and where each shard starts.</summary>
    /// <param name="hashes">Of each group's keys, the same in every process.</param>
    public static (int[] Order, int[] Starts) Of(ReadOnlySpan<ulong> hashes)
    {
        var starts = new int[Count + 1];
        foreach (ulong hash in hashes)
            starts[ShardOf(hash) + 1]++;
        for (int shard = 0; shard < Count; shard++)
            starts[shard + 1] += starts[shard];
        var next = starts.AsSpan(0, Count).ToArray();
        var order = new int[hashes.Length];
        for (int g = 0; g < hashes.Length; g++)
            order[next[ShardOf(hashes[g])]++] = g;
        return (order, starts);
    }

    private static int ShardOf(ulong hash) => (int)(hash >> Shift) & (Count - 1);
}
