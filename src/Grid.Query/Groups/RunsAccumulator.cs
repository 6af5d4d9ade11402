namespace Grid.Query;

/// <summary>Keeps all values of a batch with their slots, and sorts them by group at the end.</summary>
internal sealed class RunsAccumulator(int argument) : GroupAccumulator
{
    private int[] _ids = [];
    private ulong[] _keys = [];
    private int _count;

    public override void Add(GroupBlock block)
    {
        var vector = block.Evaluator.Evaluate(argument);
        var ids = block.Ids(vector);
        if (_ids.Length < _count + ids.Length)
        {
            int room = Math.Min(Math.Max(2 * _ids.Length, _count + ids.Length), Math.Max(block.Evaluator.Batch.Length, _count + ids.Length));
            Array.Resize(ref _ids, room);
            Array.Resize(ref _keys, room);
        }
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] == block.Groups.Trash)
                continue;
            (_ids[_count], _keys[_count]) = (ids[i], vector.KeyAt(i));
            _count++;
        }
    }

    public override GroupValues ToValues(int[] slots, long[] rows)
    {
        int most = 0;
        for (int i = 0; i < _count; i++)
            most = Math.Max(most, _ids[i] + 1);
        var ends = new int[Math.Max(most, slots.Length == 0 ? 0 : slots.Max() + 1) + 1];
        for (int i = 0; i < _count; i++)
            ends[_ids[i] + 1]++;
        for (int slot = 1; slot < ends.Length; slot++)
            ends[slot] += ends[slot - 1];
        int[] next = ends[..^1];
        var sorted = new ulong[_count];
        for (int i = 0; i < _count; i++)
            sorted[next[_ids[i]]++] = _keys[i];
        var runs = new KeyRuns[slots.Length];
        for (int g = 0; g < slots.Length; g++)
            runs[g] = KeyRuns.Of(sorted.AsSpan(ends[slots[g]]..ends[slots[g] + 1]));
        return new GroupValues { Counts = [], Runs = new GroupRuns(runs) };
    }
}
