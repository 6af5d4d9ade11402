using System.Numerics;

namespace Grid.Query;

/// <summary>Gathers the distinct keys of groups by slot: one open-addressing table for the pairs of all slots; a slot that has too many goes on as a sketch.</summary>
internal sealed class PairCollector
{
    private int[] _places = new int[1024];
    private int _shift = 64 - 10;
    private ulong[] _keys = new ulong[512];
    private int[] _slots = new int[512];
    private int[] _counts = [];
    private int _pairs;
    private Dictionary<int, HyperLogLog>? _sketches;

    /// <summary>Makes room for slots.</summary>
    public void Grow(int slots)
    {
        if (_counts.Length < slots)
            Array.Resize(ref _counts, Math.Max(slots, 2 * _counts.Length));
    }

    public void Add(int slot, ulong key)
    {
        if (_counts[slot] > GroupLimits.DistinctKeys)
        {
            _sketches![slot].Add(StableHash.Of(key));
            return;
        }
        int mask = _places.Length - 1;
        for (int at = (int)(HashOf(slot, key) >> _shift); ; at = (at + 1) & mask)
        {
            int pair = _places[at] - 1;
            if (pair < 0)
            {
                Append(slot, key, at);
                return;
            }
            if (_keys[pair] == key && _slots[pair] == slot)
                return;
        }
    }

    /// <summary>The distinct keys of some slots.</summary>
    public GroupDistinct ToDistinct(int[] slots)
    {
        Grow(slots.Length == 0 ? 0 : slots.Max() + 1);
        var starts = new int[_counts.Length + 1];
        for (int i = 0; i < _pairs; i++)
            starts[_slots[i] + 1]++;
        for (int slot = 0; slot < _counts.Length; slot++)
            starts[slot + 1] += starts[slot];
        var keys = new ulong[_pairs];
        var next = starts.AsSpan(0, _counts.Length).ToArray();
        for (int i = 0; i < _pairs; i++)
            keys[next[_slots[i]]++] = _keys[i];
        var distinct = new GroupDistinctBuilder(slots.Length);
        foreach (int slot in slots)
        {
            var own = keys.AsSpan(starts[slot], starts[slot + 1] - starts[slot]);
            own.Sort();
            distinct.Append(own, _sketches?.GetValueOrDefault(slot) is { } sketch ? GroupDistinctBuilder.Sketch(own).Merge(sketch) : null);
        }
        return distinct.Build();
    }

    private void Append(int slot, ulong key, int at)
    {
        if (_pairs == _keys.Length)
        {
            Array.Resize(ref _keys, 2 * _pairs);
            Array.Resize(ref _slots, 2 * _pairs);
        }
        (_keys[_pairs], _slots[_pairs]) = (key, slot);
        _places[at] = ++_pairs;
        if (++_counts[slot] > GroupLimits.DistinctKeys)
            (_sketches ??= []).TryAdd(slot, new HyperLogLog(GroupLimits.Precision));
        if (2 * _pairs > _places.Length)
            Rehash();
    }

    private void Rehash()
    {
        _places = new int[_places.Length * 4];
        _shift -= 2;
        int mask = _places.Length - 1;
        for (int pair = 0; pair < _pairs; pair++)
        {
            int at = (int)(HashOf(_slots[pair], _keys[pair]) >> _shift);
            while (_places[at] != 0)
                at = (at + 1) & mask;
            _places[at] = pair + 1;
        }
    }

    private static ulong HashOf(int slot, ulong key) => KeyPacking.HashOf(BitOperations.RotateLeft((ulong)slot * 0x9FB21C651E98DF25, 29) ^ key);
}
