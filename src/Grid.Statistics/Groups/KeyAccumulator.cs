using Grid.Arrow;

namespace Grid.Statistics;

/// <summary>Extremes and distinct values by slot, of any type.</summary>
internal sealed class KeyAccumulator(int argument, DataType type, GroupParts parts) : GroupAccumulator
{
    private readonly List<KeyRange> _ranges = [];
    private readonly List<DistinctCollector> _distinct = [];
    private readonly List<TextCollector> _texts = [];

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
            if (type.Id == TypeId.Utf8)
            {
                _texts[id].Add(vector.TextAt(i), 1);
                continue;
            }
            ulong key = vector.KeyAt(i);
            if (_ranges.Count > 0 && (type.Id != TypeId.Float64 || key != ScalarKey.NaN))
                _ranges[id] = _ranges[id].Union(new KeyRange(key, key));
            if (_distinct.Count > 0)
                _distinct[id].Add(key);
        }
    }

    public override GroupValues ToValues(int[] slots)
    {
        Grow(slots.Length == 0 ? 0 : slots.Max() + 1);
        return new GroupValues
        {
            Counts = [],
            Ranges = type.Id != TypeId.Utf8 && parts.HasFlag(GroupParts.Range) ? Array.ConvertAll(slots, s => _ranges[s]) : null,
            Distinct = type.Id != TypeId.Utf8 && parts.HasFlag(GroupParts.Distinct) ? Array.ConvertAll(slots, s => _distinct[s].ToDistinct()) : null,
            Texts = type.Id == TypeId.Utf8 ? Array.ConvertAll(slots, s => _texts[s].ToCounts()) : null,
        };
    }

    private void Grow(int slots)
    {
        if (type.Id == TypeId.Utf8)
        {
            while (_texts.Count < slots)
                _texts.Add(new TextCollector(GroupLimits.TextBytes));
            return;
        }
        while (parts.HasFlag(GroupParts.Range) && _ranges.Count < slots)
            _ranges.Add(KeyRange.Empty);
        while (parts.HasFlag(GroupParts.Distinct) && _distinct.Count < slots)
            _distinct.Add(new DistinctCollector(GroupLimits.DistinctKeys, GroupLimits.Precision));
    }
}
