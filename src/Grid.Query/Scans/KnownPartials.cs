namespace Grid.Query;

/// <summary>The partials that a partition computed lately, by the bytes of their passes; those not asked for longest go first. Thread-safe.</summary>
internal sealed class KnownPartials(long budget)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<byte[], LinkedListNode<(byte[] Pass, Partial Partial, long Weight)>> _byPass = new(TextBytes.Instance);
    private readonly LinkedList<(byte[] Pass, Partial Partial, long Weight)> _latestFirst = new();
    private long _weight;

    public Partial? Find(byte[] pass)
    {
        lock (_lock)
        {
            if (!_byPass.TryGetValue(pass, out var node))
                return null;
            _latestFirst.Remove(node);
            _latestFirst.AddFirst(node);
            return node.Value.Partial;
        }
    }

    public void Keep(byte[] pass, Partial partial)
    {
        long weight = pass.Length + partial.Weight + 200;
        if (weight > budget / 2)
            return;
        lock (_lock)
        {
            if (_byPass.ContainsKey(pass))
                return;
            _byPass.Add(pass, _latestFirst.AddFirst((pass, partial, weight)));
            _weight += weight;
            while (_weight > budget)
            {
                var oldest = _latestFirst.Last!;
                _latestFirst.RemoveLast();
                _byPass.Remove(oldest.Value.Pass);
                _weight -= oldest.Value.Weight;
            }
        }
    }
}
