namespace Grid.Query;

/// <summary>
/// The distinct texts of a column with their counts, while they are few and short enough; a sketch of their hashes beyond.
/// Least and greatest are always known. Immutable.
/// </summary>
internal sealed class TextCounts
{
    public const int Precision = 14;

    private readonly long _budget;
    private readonly byte[][]? _texts;
    private readonly long[] _counts;
    private readonly HyperLogLog? _sketch;

    private TextCounts(long budget, byte[][]? texts, long[] counts, HyperLogLog? sketch, byte[]? min, byte[]? max) =>
        (_budget, _texts, _counts, _sketch, Min, Max) = (budget, texts, counts, sketch, min, max);

    /// <summary>The least text; null where there is none.</summary>
    public byte[]? Min { get; }

    public byte[]? Max { get; }

    public bool IsExact => _texts is not null;

    public DistinctCount Distinct => _texts is not null ? new DistinctCount(_texts.Length, true) : new DistinctCount(_sketch!.Estimate(), false);

    public long Weight => 100 + (_texts is null ? 1L << Precision : _texts.Sum(t => t.Length + 40L));

    /// <summary>What it weighs in a budget: grows with the texts, whichever way they came together.</summary>
    public long Nominal => _texts?.Sum(t => WeightOf(t.Length)) ?? _budget;

    /// <summary>The most frequent text, the least of equals, and its count; null where there is none or it is not known.</summary>
    public (byte[] Text, long Count)? Top
    {
        get
        {
            if (_texts is null || _texts.Length == 0)
                return null;
            int best = 0;
            for (int i = 1; i < _counts.Length; i++)
            {
                if (_counts[i] > _counts[best])
                    best = i;
            }
            return (_texts[best], _counts[best]);
        }
    }

    /// <summary>What a text weighs in the budget.</summary>
    public static long WeightOf(int textLength) => textLength + 8;

    /// <summary>Of distinct texts.</summary>
    /// <param name="budget">How many bytes the texts may weigh.</param>
    /// <param name="counted">The texts and how often each occurs.</param>
    public static TextCounts Of(long budget, IEnumerable<KeyValuePair<byte[], long>> counted)
    {
        var sorted = counted.OrderBy(p => p.Key, Utf8Order.Comparer).ToArray();
        return Of(budget, Array.ConvertAll(sorted, p => p.Key), Array.ConvertAll(sorted, p => p.Value));
    }

    /// <summary>Of more distinct texts than the budget allows.</summary>
    public static TextCounts Of(long budget, HyperLogLog sketch, byte[] min, byte[] max) => new(budget, null, [], sketch, min, max);

    public TextCounts Merge(TextCounts next)
    {
        if (Min is null)
            return next;
        if (next.Min is null)
            return this;
        if (_texts is not null && next._texts is not null)
            return Union(next);
        var min = Utf8Order.Comparer.Compare(Min, next.Min) <= 0 ? Min : next.Min;
        var max = Utf8Order.Comparer.Compare(Max!, next.Max!) >= 0 ? Max : next.Max;
        return new TextCounts(_budget, null, [], Sketched().Merge(next.Sketched()), min, max);
    }

    public void Write(ByteWriter writer)
    {
        writer.Unsigned((ulong)_budget);
        writer.Bool(_texts is not null);
        if (_texts is null)
        {
            _sketch!.Write(writer);
            writer.Bytes(Min);
            writer.Bytes(Max);
            return;
        }
        writer.Counts(_counts);
        foreach (var text in _texts)
            writer.Bytes(text);
    }

    public static TextCounts Read(ref ByteReader reader)
    {
        long budget = reader.Long();
        if (!reader.Bool())
            return new TextCounts(budget, null, [], HyperLogLog.Read(ref reader), reader.Bytes(), reader.Bytes());
        var counts = reader.Counts();
        var texts = new byte[counts.Length][];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.Bytes();
            if (i > 0 && Utf8Order.Comparer.Compare(texts[i - 1], texts[i]) >= 0)
                throw reader.Corrupt("texts do not ascend");
        }
        return Of(budget, texts, counts);
    }

    private static TextCounts Of(long budget, byte[][] texts, long[] counts)
    {
        byte[]? min = texts.Length == 0 ? null : texts[0], max = texts.Length == 0 ? null : texts[^1];
        return texts.Sum(t => WeightOf(t.Length)) <= budget
            ? new TextCounts(budget, texts, counts, null, min, max)
            : new TextCounts(budget, null, [], Sketch(texts), min, max);
    }

    private HyperLogLog Sketched() => _sketch ?? Sketch(_texts!);

    private static HyperLogLog Sketch(byte[][] texts)
    {
        var sketch = new HyperLogLog(Precision);
        foreach (var text in texts)
            sketch.Add(StableHash.Of(text));
        return sketch;
    }

    private TextCounts Union(TextCounts next)
    {
        var texts = new List<byte[]>(_texts!.Length + next._texts!.Length);
        var counts = new List<long>(texts.Capacity);
        for (int i = 0, j = 0; i < _texts.Length || j < next._texts.Length;)
        {
            int order = i == _texts.Length ? 1 : j == next._texts.Length ? -1 : Utf8Order.Comparer.Compare(_texts[i], next._texts[j]);
            texts.Add(order <= 0 ? _texts[i] : next._texts[j]);
            counts.Add((order <= 0 ? _counts[i++] : 0) + (order >= 0 ? next._counts[j++] : 0));
        }
        return Of(_budget, [.. texts], [.. counts]);
    }
}
