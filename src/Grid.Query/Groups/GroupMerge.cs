using System.Numerics;

namespace Grid.Query;

/// <summary>
/// Merges the groups of many states at once. Texts are told apart once for all states; keys then are packed into words, and groups go by the upper bits
/// of the words' hash into shards, each of which is merged by itself, in a table that the cache holds, by whichever thread is free.
/// </summary>
internal sealed class GroupMerge
{
    private const int ShardGroups = 1 << 14;
    private const int MostShards = 1 << 12;

    private readonly GroupState[] _states;
    private readonly Workers _workers;
    private readonly int _keys;
    private readonly TextUnion?[] _texts;
    private readonly KeyPacking _packing;
    private readonly int _shards;
    private readonly int[][] _order;
    private readonly int[][] _starts;
    private readonly ulong[][] _words;
    private readonly int[][] _slots;

    public GroupMerge(GroupState[] states, Workers workers)
    {
        (_states, _workers, _keys) = (states, workers, states[0].Keys!.Columns.Count);
        _texts = new TextUnion?[_keys];
        var ranges = new KeyRange[_keys];
        for (int k = 0; k < _keys; k++)
        {
            if (states[0].Keys!.Columns[k].IsText)
            {
                _texts[k] = new TextUnion([.. states.Select(s => s.Keys!.Columns[k].Texts!)], workers);
                ranges[k] = new KeyRange(0, (ulong)Math.Max(0, _texts[k]!.Texts.Count - 1));
                continue;
            }
            var of = new KeyRange[states.Length];
            workers.Run(states.Length, s => of[s] = Range(states[s].Keys!.Columns[k].Keys!));
            ranges[k] = of.Aggregate((a, b) => a.Union(b));
        }
        _packing = new KeyPacking(ranges);
        long groups = states.Sum(s => (long)s.Keys!.Count);
        _shards = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(groups / ShardGroups, 1, MostShards));
        (_order, _starts, _words, _slots) = (new int[states.Length][], new int[states.Length][], new ulong[states.Length][], new int[states.Length][]);
    }

    public (GroupKeys Keys, long[] Rows, GroupValues[] Values) Run()
    {
        _workers.Run(_states.Length, Pack);
        var found = new int[_shards];
        _workers.Run(_shards, shard => found[shard] = Find(shard));
        int groups = 0;
        for (int shard = 0; shard < _shards; shard++)
            (found[shard], groups) = (groups, checked(groups + found[shard]));
        var columns = new GroupKeyColumn[_keys];
        for (int k = 0; k < _keys; k++)
            columns[k] = _texts[k] is { } texts ? new GroupKeyColumn(texts.Texts, new int[groups]) : new GroupKeyColumn(new ulong[groups]);
        var rows = new long[groups];
        GroupValues[] values = [.. _states[0].Values.Select((_, v) => GroupValues.Room([.. _states.Select(s => s.Values[v])], groups))];
        _workers.Run(_shards, shard =>
        {
            for (int s = 0; s < _states.Length; s++)
                Take(s, shard, found[shard], columns, rows, values);
            foreach (var value in values)
                value.Settle(found[shard], shard + 1 < _shards ? found[shard + 1] : groups);
        });
        return (new GroupKeys(columns), rows, values);
    }

    /// <summary>Where each group of a state is among the merged, once they are.</summary>
    public int[] SlotsOf(int state)
    {
        var slots = new int[_order[state].Length];
        for (int at = 0; at < slots.Length; at++)
            slots[_order[state][at]] = _slots[state][at];
        return slots;
    }

    private static KeyRange Range(ulong[] keys)
    {
        var range = KeyRange.Empty;
        foreach (ulong key in keys)
            range = new KeyRange(Math.Min(range.Least, key), Math.Max(range.Most, key));
        return range;
    }

    // The words of a state's groups, in the order of their shards.
    private void Pack(int s)
    {
        var keys = _states[s].Keys!;
        int stride = _packing.Words, count = keys.Count;
        var words = new ulong[count * stride];
        for (int k = 0; k < _keys; k++)
        {
            if (_texts[k] is { } texts)
                _packing.Pack(k, keys.Columns[k].Codes, texts.Maps[s], words);
            else
                _packing.Pack(k, keys.Columns[k].Keys, words);
        }
        var starts = new int[_shards + 1];
        var order = new int[count];
        (_starts[s], _order[s], _slots[s]) = (starts, order, new int[count]);
        if (_shards == 1)
        {
            for (int g = 0; g < count; g++)
                order[g] = g;
            starts[1] = count;
            _words[s] = words;
            return;
        }
        var shards = new ushort[count];
        int shift = 64 - BitOperations.Log2((uint)_shards);
        for (int g = 0; g < count; g++)
        {
            shards[g] = (ushort)(KeyPacking.HashOf(words.AsSpan(g * stride, stride)) >> shift);
            starts[shards[g] + 1]++;
        }
        for (int shard = 0; shard < _shards; shard++)
            starts[shard + 1] += starts[shard];
        var next = starts.AsSpan(0, _shards).ToArray();
        var sorted = new ulong[words.Length];
        for (int g = 0; g < count; g++)
        {
            int at = next[shards[g]]++;
            order[at] = g;
            words.AsSpan(g * stride, stride).CopyTo(sorted.AsSpan(at * stride));
        }
        _words[s] = sorted;
    }

    // Numbers the groups of a shard, and says how many there are.
    private int Find(int shard)
    {
        int most = 0, stride = _packing.Words, found = 0;
        for (int s = 0; s < _states.Length; s++)
            most += _starts[s][shard + 1] - _starts[s][shard];
        int bits = Math.Max(4, 32 - BitOperations.LeadingZeroCount((uint)most) + 1), shards = BitOperations.Log2((uint)_shards);
        var places = new int[1 << bits];
        var known = new ulong[most * stride];
        int mask = places.Length - 1;
        for (int s = 0; s < _states.Length; s++)
        {
            var words = _words[s];
            for (int at = _starts[s][shard]; at < _starts[s][shard + 1]; at++)
            {
                var group = words.AsSpan(at * stride, stride);
                int place = (int)((KeyPacking.HashOf(group) << shards) >> (64 - bits)), slot;
                for (; (slot = places[place] - 1) >= 0 && !Same(known, slot * stride, group); place = (place + 1) & mask)
                {
                }
                if (slot < 0)
                {
                    group.CopyTo(known.AsSpan(found * stride));
                    slot = found++;
                    places[place] = found;
                }
                _slots[s][at] = slot;
            }
        }
        return found;
    }

    private static bool Same(ulong[] known, int from, ReadOnlySpan<ulong> group)
    {
        for (int w = 0; w < group.Length; w++)
        {
            if (known[from + w] != group[w])
                return false;
        }
        return true;
    }

    private void Take(int s, int shard, int first, GroupKeyColumn[] columns, long[] rows, GroupValues[] values)
    {
        int start = _starts[s][shard], count = _starts[s][shard + 1] - start;
        var slots = _slots[s].AsSpan(start, count);
        var groups = _order[s].AsSpan(start, count);
        var state = _states[s];
        for (int i = 0; i < count; i++)
        {
            slots[i] += first;
            rows[slots[i]] += state.Rows[groups[i]];
        }
        for (int k = 0; k < _keys; k++)
        {
            var from = state.Keys!.Columns[k];
            if (_texts[k] is { } texts)
            {
                for (int i = 0; i < count; i++)
                    columns[k].Codes![slots[i]] = texts.Maps[s][from.Codes![groups[i]]];
            }
            else
            {
                for (int i = 0; i < count; i++)
                    columns[k].Keys![slots[i]] = from.Keys![groups[i]];
            }
        }
        for (int v = 0; v < values.Length; v++)
            values[v].Take(state.Values[v], groups, slots);
    }
}
