namespace Grid.Query;

/// <summary>
/// The states that a partition computed lately, by the bytes of their scans; those not asked for longest go first. They outlive the rows, where
/// these are let go. Thread-safe.
/// </summary>
/// <param name="budget">Bytes of states that are kept.</param>
/// <param name="changed">Told, on the thread that scans, when there are more or fewer; null for nobody.</param>
public sealed class KnownStates(long budget, Action? changed = null)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<byte[], LinkedListNode<(byte[] Scan, AggregateState State, long Weight)>> _byScan = new(TextBytes.Instance);
    private readonly LinkedList<(byte[] Scan, AggregateState State, long Weight)> _latestFirst = new();
    private long _weight;

    /// <summary>Bytes that are kept, about.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _weight;
        }
    }

    /// <summary>Forgets all of them.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _byScan.Clear();
            _latestFirst.Clear();
            _weight = 0;
        }
    }

    internal AggregateState? Find(byte[] scan)
    {
        lock (_lock)
        {
            if (!_byScan.TryGetValue(scan, out var node))
                return null;
            _latestFirst.Remove(node);
            _latestFirst.AddFirst(node);
            return node.Value.State;
        }
    }

    internal void Keep(byte[] scan, AggregateState state)
    {
        long weight = scan.Length + state.Weight + 200;
        if (weight > budget / 2)
            return;
        lock (_lock)
        {
            if (_byScan.ContainsKey(scan))
                return;
            _byScan.Add(scan, _latestFirst.AddFirst((scan, state, weight)));
            _weight += weight;
            while (_weight > budget)
            {
                var oldest = _latestFirst.Last!;
                _latestFirst.RemoveLast();
                _byScan.Remove(oldest.Value.Scan);
                _weight -= oldest.Value.Weight;
            }
        }
        changed?.Invoke();
    }
}
