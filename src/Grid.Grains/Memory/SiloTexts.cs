using Grid.Query;

namespace Grid.Grains;

/// <summary>
/// The numbers of texts of those loads whose partitions are in this silo's memory, in its account: as long as there is room, and an eighth of the budget at most.
/// They are the first to go where something does not fit.
/// </summary>
public sealed class SiloTexts
{
    private const int Share = 8;

    private readonly SiloMemory _memory;
    private readonly Dictionary<string, (DatasetTexts Texts, HashSet<int> Partitions)> _loads = [];

    /// <summary>Of no loads yet.</summary>
    /// <param name="memory">The silo's account.</param>
    public SiloTexts(SiloMemory memory)
    {
        _memory = memory;
        memory.Spare += Clear;
    }

    /// <summary>Bytes that all of them take.</summary>
    internal long Bytes
    {
        get
        {
            lock (_memory.Gate)
                return _loads.Values.Sum(load => load.Texts.Bytes);
        }
    }

    /// <summary>The numbers that a partition shares with the others of its load, until it leaves.</summary>
    /// <param name="partition">The partition's key.</param>
    internal DatasetTexts Join(string partition)
    {
        var (load, index) = Split(partition);
        lock (_memory.Gate)
        {
            if (!_loads.TryGetValue(load, out var known))
                _loads[load] = known = (new DatasetTexts(_memory.Gate, bytes => TryTake(load, bytes)), []);
            known.Partitions.Add(index);
            return known.Texts;
        }
    }

    /// <summary>A partition is not in memory any more: with the last one of a load its numbers go.</summary>
    internal void Leave(string partition)
    {
        var (load, index) = Split(partition);
        lock (_memory.Gate)
        {
            if (!_loads.TryGetValue(load, out var known) || !known.Partitions.Remove(index) || known.Partitions.Count > 0)
                return;
            _loads.Remove(load);
            known.Texts.End();
        }
    }

    private static (string Load, int Index) Split(string partition)
    {
        var key = PartitionKey.Parse(partition);
        return ($"{key.Dataset}/{key.Load}", key.Index);
    }

    private bool TryTake(string load, long bytes) => (bytes <= 0 || Bytes + bytes <= _memory.Budget / Share) && _memory.TryAdd($"texts {load}", bytes);

    private void Clear()
    {
        lock (_memory.Gate)
        {
            foreach (var (texts, _) in _loads.Values)
                texts.Clear();
        }
    }
}
