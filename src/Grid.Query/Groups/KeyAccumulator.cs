using Grid.Columns;

namespace Grid.Query;

/// <summary>Extremes and distinct values by slot, of any type.</summary>
internal sealed class KeyAccumulator(int argument, LogicalType type, GroupParts parts) : GroupAccumulator
{
    private readonly bool _ranged = type.Kind != LogicalKind.Text && parts.HasFlag(GroupParts.Range);
    private readonly PairCollector? _distinct = type.Kind != LogicalKind.Text && parts.HasFlag(GroupParts.Distinct) ? new PairCollector() : null;
    private readonly List<TextCollector> _texts = [];
    private KeyRange[] _ranges = [];

    public override void Add(GroupBlock block)
    {
        var vector = block.Evaluator.Evaluate(argument);
        var ids = block.Ids(vector);
        Grow(block.Groups.Slots);
        for (int i = 0; i < ids.Length; i++)
        {
            int id = ids[i];
            if (id == block.Groups.Trash)
                continue;
            if (type.Kind == LogicalKind.Text)
            {
                _texts[id].Add(vector.TextAt(i), 1);
                continue;
            }
            ulong key = vector.KeyAt(i);
            if (_ranged && (type.Kind != LogicalKind.Real || key != ScalarKey.NaN))
            {
                ref var range = ref _ranges[id];
                if (key < range.Least || key > range.Most)
                    range = range.Union(new KeyRange(key, key));
            }
            _distinct?.Add(id, key);
        }
    }

    public override GroupValues ToValues(int[] slots, long[] rows)
    {
        Grow(slots.Length == 0 ? 0 : slots.Max() + 1);
        return new GroupValues
        {
            Counts = [],
            Ranges = _ranged ? Array.ConvertAll(slots, s => _ranges[s]) : null,
            Distinct = _distinct?.ToDistinct(slots),
            Texts = type.Kind == LogicalKind.Text ? Array.ConvertAll(slots, s => _texts[s].ToCounts()) : null,
        };
    }

    private void Grow(int slots)
    {
        while (type.Kind == LogicalKind.Text && _texts.Count < slots)
            _texts.Add(new TextCollector(GroupLimits.TextBytes));
        _distinct?.Grow(slots);
        if (!_ranged || slots <= _ranges.Length)
            return;
        int before = _ranges.Length;
        Array.Resize(ref _ranges, Math.Max(slots, 2 * before));
        _ranges.AsSpan(before).Fill(KeyRange.Empty);
    }
}
