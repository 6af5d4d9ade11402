using System.Numerics;

namespace Grid.Query;

/// <summary>
/// Merges the groups of many states at once, shard by shard, each by whichever thread is free: the groups of a shard lie side by side in every state, and their table
/// is small. Texts are told apart once for all states; keys then are packed into words.
/// </summary>
internal sealed class GroupMerge
{
    private readonly GroupState[] _states;
    private readonly Workers _workers;
    private readonly int _keys;
    private readonly TextUnion?[] _texts;
    private readonly KeyPacking _packing;
    private readonly int _shards;
    private readonly int[][] _slots;
    private readonly int[]?[] _orders;

    public GroupMerge(GroupState[] states, Workers workers)
    {
        bool isCut = states.Sum(s => (long)s.Keys!.Count) > GroupShards.FewGroups;
        (_workers, _keys, _shards) = (workers, states[0].Keys!.Columns.Count, isCut ? GroupShards.Count : 1);
        (_states, _orders) = ([.. states], new int[]?[states.Length]);
        workers.Run(isCut ? states.Length : 0, s => (_states[s], _orders[s]) = states[s].Sharded());
        _slots = Array.ConvertAll(states, s => new int[s.Keys!.Count]);
        _texts = new TextUnion?[_keys];
        var ranges = new KeyRange[_keys];
        for (int k = 0; k < _keys; k++)
        {
            if (states[0].Keys!.Columns[k].IsText)
            {
                _texts[k] = new TextUnion(Array.ConvertAll(_states, s => s.Keys!.Columns[k].Texts!), workers);
                ranges[k] = new KeyRange(0, (ulong)Math.Max(0, _texts[k]!.Texts.Count - 1));
                continue;
            }
            var of = new KeyRange[states.Length];
            workers.Run(states.Length, s => of[s] = Range(_states[s].Keys!.Columns[k].Keys!));
            ranges[k] = of.Aggregate((a, b) => a.Union(b));
        }
        _packing = new KeyPacking(ranges);
    }

    public (GroupKeys Keys, long[] Rows, GroupValues[] Values, int[]? Starts) Run()
    {
        var starts = new int[_shards + 1];
        _workers.Run(_shards, shard => starts[shard + 1] = Find(shard));
        for (int shard = 0; shard < _shards; shard++)
            starts[shard + 1] = checked(starts[shard] + starts[shard + 1]);
        int groups = starts[^1];
        var columns = new GroupKeyColumn[_keys];
        for (int k = 0; k < _keys; k++)
            columns[k] = _texts[k] is { } texts ? new GroupKeyColumn(texts.Texts, new int[groups]) : new GroupKeyColumn(new ulong[groups]);
        var rows = new long[groups];
        bool[] asRows = [.. _states[0].Values.Select((_, v) => Array.TrueForAll(_states, s => ReferenceEquals(s.Values[v].Counts, s.Rows)))];
        GroupValues[] values = [.. asRows.Select((counted, v) => GroupValues.Room(Array.ConvertAll(_states, s => s.Values[v]), rows, counted))];
        var distinct = Array.ConvertAll(values, _ => new GroupDistinct[_shards]);
        _workers.Run(_shards, shard =>
        {
            for (int v = 0; v < values.Length; v++)
            {
                if (_states[0].Values[v].Distinct is not null)
                    distinct[v][shard] = Distinct(v, shard, starts[shard + 1] - starts[shard]);
            }
            for (int s = 0; s < _states.Length; s++)
                Take(s, shard, starts[shard], columns, rows, values, asRows);
            foreach (var value in values)
                value.Settle(starts[shard], starts[shard + 1]);
        });
        for (int v = 0; v < values.Length; v++)
            values[v].Distinct = _states[0].Values[v].Distinct is null ? null : GroupDistinct.Concat(distinct[v]);
        return (new GroupKeys(columns), rows, values, _shards > 1 ? starts : null);
    }

    /// <summary>Where each group of a state is among the merged, once they are.</summary>
    public int[] SlotsOf(int state)
    {
        if (_orders[state] is not { } order)
            return _slots[state];
        var slots = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
            slots[order[i]] = _slots[state][i];
        return slots;
    }

    private static KeyRange Range(ulong[] keys)
    {
        ulong least = ulong.MaxValue, most = 0;
        foreach (ulong key in keys)
            (least, most) = (Math.Min(least, key), Math.Max(most, key));
        return new KeyRange(least, most);
    }

    private (int Start, int Count) Of(int s, int shard) => _shards == 1 ? (0, _states[s].Keys!.Count)
        : (_states[s].Starts![shard], _states[s].Starts![shard + 1] - _states[s].Starts![shard]);

    // Numbers the groups of a shard, and says how many there are.
    private int Find(int shard)
    {
        int most = 0, longest = 0, stride = _packing.Words, found = 0;
        for (int s = 0; s < _states.Length; s++)
        {
            int count = Of(s, shard).Count;
            (most, longest) = (most + count, Math.Max(longest, count));
        }
        // Most states have much the same groups, or hardly any in common.
        int bits = 33 - BitOperations.LeadingZeroCount((uint)Math.Max(8, longest));
        var places = new int[1 << bits];
        var known = new ulong[(longest + 1) * stride];
        var buffer = new ulong[longest * stride];
        for (int s = 0; s < _states.Length; s++)
        {
            var (start, count) = Of(s, shard);
            var words = buffer.AsSpan(0, count * stride);
            Pack(s, start, count, words);
            var slots = _slots[s].AsSpan(start, count);
            for (int i = 0; i < count; i++)
            {
                var group = words.Slice(i * stride, stride);
                int mask = places.Length - 1, place = (int)(KeyPacking.HashOf(group) >> (64 - bits)), slot;
                for (; (slot = places[place] - 1) >= 0 && !Same(known, slot * stride, group); place = (place + 1) & mask)
                {
                }
                if (slot < 0)
                {
                    if ((found + 1) * stride > known.Length)
                        Array.Resize(ref known, Math.Min(2 * known.Length, most * stride));
                    group.CopyTo(known.AsSpan(found * stride));
                    slot = found++;
                    places[place] = found;
                    if (2 * found > places.Length)
                        places = Grown(known, found, ++bits);
                }
                slots[i] = slot;
            }
        }
        return found;
    }

    private int[] Grown(ulong[] known, int found, int bits)
    {
        int stride = _packing.Words;
        var places = new int[1 << bits];
        for (int slot = 0; slot < found; slot++)
        {
            int place = (int)(KeyPacking.HashOf(known.AsSpan(slot * stride, stride)) >> (64 - bits));
            while (places[place] != 0)
                place = (place + 1) & (places.Length - 1);
            places[place] = slot + 1;
        }
        return places;
    }

    private void Pack(int s, int start, int count, Span<ulong> words)
    {
        words.Clear();
        for (int k = 0; k < _keys; k++)
        {
            var column = _states[s].Keys!.Columns[k];
            if (_texts[k] is { } texts)
                _packing.Pack(k, column.Codes.AsSpan(start, count), texts.Maps[s], words);
            else
                _packing.Pack(k, column.Keys.AsSpan(start, count), words);
        }
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

    // Before slots are those of all shards.
    private GroupDistinct Distinct(int v, int shard, int count)
    {
        var ranges = new (int Start, int Count)[_states.Length];
        var slots = new int[_states.Length][];
        for (int s = 0; s < _states.Length; s++)
        {
            ranges[s] = Of(s, shard);
            slots[s] = _slots[s].AsSpan(ranges[s].Start, ranges[s].Count).ToArray();
        }
        return GroupDistinct.Merge(Array.ConvertAll(_states, s => s.Values[v].Distinct!), ranges, slots, count);
    }

    private void Take(int s, int shard, int first, GroupKeyColumn[] columns, long[] rows, GroupValues[] values, bool[] asRows)
    {
        var (start, count) = Of(s, shard);
        var slots = _slots[s].AsSpan(start, count);
        var state = _states[s];
        for (int i = 0; i < count; i++)
        {
            slots[i] += first;
            rows[slots[i]] += state.Rows[start + i];
        }
        for (int k = 0; k < _keys; k++)
        {
            if (_texts[k] is { } texts)
            {
                var codes = state.Keys!.Columns[k].Codes.AsSpan(start, count);
                var (map, to) = (texts.Maps[s], columns[k].Codes!);
                for (int i = 0; i < count; i++)
                    to[slots[i]] = map[codes[i]];
            }
            else
            {
                var keys = state.Keys!.Columns[k].Keys.AsSpan(start, count);
                var to = columns[k].Keys!;
                for (int i = 0; i < count; i++)
                    to[slots[i]] = keys[i];
            }
        }
        for (int v = 0; v < values.Length; v++)
            values[v].Take(state.Values[v], start, slots, asRows[v]);
    }
}
