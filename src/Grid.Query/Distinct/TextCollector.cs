using System.Runtime.InteropServices;

namespace Grid.Query;

/// <summary>Counts the distinct texts of one partition: a table within the budget, then a sketch.</summary>
internal sealed class TextCollector(long budget)
{
    private readonly Dictionary<byte[], long> _counts = new(TextBytes.Instance);
    private long _weight;
    private HyperLogLog? _sketch;
    private byte[]? _min;
    private byte[]? _max;

    public void Add(ReadOnlySpan<byte> text, long count)
    {
        if (_sketch is not null)
        {
            _sketch.Add(StableHash.Of(text));
            if (text.SequenceCompareTo(_min) < 0)
                _min = text.ToArray();
            if (text.SequenceCompareTo(_max) > 0)
                _max = text.ToArray();
            return;
        }
        ref long known = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts.GetAlternateLookup<ReadOnlySpan<byte>>(), text, out bool exists);
        known += count;
        if (exists)
            return;
        _weight += TextCounts.WeightOf(text.Length);
        if (_weight > budget)
            GiveUpCounting();
    }

    public TextCounts ToCounts() => _sketch is null ? TextCounts.Of(budget, _counts) : TextCounts.Of(budget, _sketch, _min!, _max!);

    private void GiveUpCounting()
    {
        _sketch = new HyperLogLog(TextCounts.Precision);
        foreach (var text in _counts.Keys)
            _sketch.Add(StableHash.Of(text));
        _min = _counts.Keys.Min(Utf8Order.Comparer);
        _max = _counts.Keys.Max(Utf8Order.Comparer);
        _counts.Clear();
    }
}
