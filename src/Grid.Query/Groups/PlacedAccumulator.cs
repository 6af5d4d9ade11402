using Grid.Columns;

namespace Grid.Query;

/// <summary>The first or the last value of each slot, in the order of the rows.</summary>
internal sealed class PlacedAccumulator(int argument, LogicalType type, bool last) : GroupAccumulator
{
    private long[] _positions = [];
    private ulong[] _keys = [];
    private byte[]?[] _texts = [];

    public override void Add(GroupBlock block)
    {
        var vector = block.Evaluator.Evaluate(argument);
        var ids = block.Ids(vector);
        Grow(block.Groups.Slots);
        long position = block.Evaluator.FirstRow + block.Start;
        for (int i = 0; i < ids.Length; i++)
        {
            int id = ids[i];
            if (id == block.Groups.Trash || (!last && _positions[id] >= 0))
                continue;
            _positions[id] = position + i;
            if (type.Kind == LogicalKind.Text)
                _texts[id] = vector.TextAt(i).ToArray();
            else
                _keys[id] = vector.KeyAt(i);
        }
    }

    public override GroupValues ToValues(int[] slots, long[] rows)
    {
        Grow(slots.Length == 0 ? 0 : slots.Max() + 1);
        var values = Array.ConvertAll(slots, s => _positions[s] < 0 ? null : new PlacedValue(_positions[s], _keys[s], type.Kind == LogicalKind.Text ? _texts[s] : null));
        return new GroupValues { Counts = [], Firsts = last ? null : values, Lasts = last ? values : null };
    }

    private void Grow(int slots)
    {
        int before = _positions.Length;
        if (slots <= before)
            return;
        int room = Math.Max(slots, 2 * before);
        Array.Resize(ref _positions, room);
        Array.Resize(ref _keys, room);
        if (type.Kind == LogicalKind.Text)
            Array.Resize(ref _texts, room);
        _positions.AsSpan(before).Fill(-1);
    }
}
