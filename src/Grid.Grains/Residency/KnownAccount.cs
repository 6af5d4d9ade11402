namespace Grid.Grains;

/// <summary>
/// What partitions whose columns come and go know of their latest scans, as it is in the silo's account: what is more than a little of each. Changes under
/// the lock of that alone.
/// </summary>
/// <param name="memory">The account.</param>
internal sealed class KnownAccount(SiloMemory memory)
{
    /// <summary>Bytes of each partition that are not counted.</summary>
    public const long Little = 16 << 10;

    // In the account, where keys of partitions have slashes.
    private const string Owner = "known";

    // Of what may be held: what is known spares reading columns, but needs them to be there first.
    private const int Share = 4;

    private readonly LinkedList<(ResidentColumns Partition, long Bytes)> _latestFirst = new();
    private readonly Dictionary<ResidentColumns, LinkedListNode<(ResidentColumns Partition, long Bytes)>> _nodes = [];

    /// <summary>Bytes of it in the account.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes what a partition knows by now; where that is too much of all, those that have learned nothing for longest forget what they know.</summary>
    public void Take(ResidentColumns partition)
    {
        Set(partition, Math.Max(0, partition.Known.Bytes - Little));
        while (Bytes > memory.Budget / Share)
            Forget(_latestFirst.Last!.Value.Partition);
        memory.Hold(Owner, Bytes);
    }

    /// <summary>A partition forgets what it knows.</summary>
    public void Close(ResidentColumns partition)
    {
        Forget(partition);
        memory.Hold(Owner, Bytes);
    }

    /// <summary>All partitions forget what they know: there is no room for it.</summary>
    /// <returns>Bytes that were in the account.</returns>
    public long Clear()
    {
        long bytes = Bytes;
        while (_latestFirst.Last is { } last)
            Forget(last.Value.Partition);
        memory.Hold(Owner, 0);
        return bytes;
    }

    private void Forget(ResidentColumns partition)
    {
        partition.Known.Clear();
        Set(partition, 0);
    }

    private void Set(ResidentColumns partition, long bytes)
    {
        if (_nodes.Remove(partition, out var node))
        {
            _latestFirst.Remove(node);
            Bytes -= node.Value.Bytes;
        }
        if (bytes == 0)
            return;
        _nodes[partition] = _latestFirst.AddFirst((partition, bytes));
        Bytes += bytes;
    }
}
