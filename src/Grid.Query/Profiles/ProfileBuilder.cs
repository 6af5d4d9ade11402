using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Gathers the profile of one column or expression over one partition: block by block, or from values and counts of a dictionary.</summary>
internal sealed class ProfileBuilder
{
    // Of distinct texts, for each key that a distribution may have.
    private const long BytesOfText = 24;

    private readonly LogicalType _type;
    private readonly DenseBlock _dense;
    private readonly Moments? _moments;
    private readonly KeyHistogram? _histogram;
    private readonly DistinctCollector? _distinct;
    private readonly TextCollector? _texts;
    private readonly int _limit;
    private readonly bool _values;
    private KeyDistribution _listed;
    private long _nulls;
    private long _count;
    private long _nans;
    private long _infinities;
    private KeyRange _range = KeyRange.Empty;
    private KeyRange _finite = KeyRange.Empty;

    /// <summary>Of values of a type; what is gathered block by block goes through room that builders share.</summary>
    public ProfileBuilder(LogicalType type, ProfileParts parts, int limit, DenseBlock dense)
    {
        _dense = dense;
        (_type, _limit, _values) = (type, limit, parts != ProfileParts.None);
        _listed = KeyDistribution.Empty(limit);
        if (type.Kind == LogicalKind.Text)
        {
            _texts = parts.HasFlag(ProfileParts.Distinct) || parts.HasFlag(ProfileParts.Extremes) ? new TextCollector(BytesOfText * limit) : null;
            return;
        }
        _moments = parts.HasFlag(ProfileParts.Moments) ? new Moments() : null;
        _histogram = parts.HasFlag(ProfileParts.Distribution) ? new KeyHistogram(limit) : null;
        _distinct = parts.HasFlag(ProfileParts.Distinct) ? new DistinctCollector(limit, TextCounts.Precision) : null;
    }

    public void AddNulls(long nulls, long values) => (_nulls, _count) = (_nulls + nulls, _count + values);

    public void AddBlock(Vector vector, Selection selection)
    {
        if (!_values)
        {
            long nulls = 0;
            for (int w = 0; w < Vector.Words(selection.Rows); w++)
                nulls += BitOperations.PopCount(selection.Words[w] & ~vector.ValidWord(w, selection.Rows));
            int nans = _type.Kind == LogicalKind.Real ? NaNKernel.Count(vector, selection) : 0;
            AddNulls(nulls, selection.Count - nulls - nans);
            _nans += nans;
        }
        else if (_type.Kind == LogicalKind.Text)
        {
            AddTexts(vector, selection);
        }
        else if (_type.Kind == LogicalKind.Real)
        {
            AddDoubles(_dense.Doubles(vector, selection));
            _nulls += _dense.Nulls;
        }
        else
        {
            AddLongs(_dense.Longs(vector, selection));
            _nulls += _dense.Nulls;
        }
    }

    /// <summary>Adds each value of a table as often as its code was counted; the last code is null.</summary>
    public void AddCounted(Vector table, ReadOnlySpan<long> counts)
    {
        var codes = new int[counts.Length];
        int known = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
                continue;
            if (!table.IsValid(i))
            {
                _nulls += counts[i];
                continue;
            }
            if (_type.Kind == LogicalKind.Real && double.IsNaN(table.Doubles[i]))
            {
                _nans += counts[i];
                continue;
            }
            _count += counts[i];
            codes[known++] = i;
        }
        var present = codes.AsSpan(0, known);
        if (!_values || known == 0)
            return;
        if (_type.Kind == LogicalKind.Text)
        {
            foreach (int i in present)
                _texts?.Add(table.TextAt(i), counts[i]);
            return;
        }
        CountedValues.AddTo(_moments, table, present, counts);
        AddKeys(table, present, counts);
    }

    private void AddKeys(Vector table, ReadOnlySpan<int> present, ReadOnlySpan<long> counts)
    {
        var keys = new ulong[present.Length];
        var often = new long[present.Length];
        int kept = 0;
        bool ascending = true;
        foreach (int i in present)
        {
            ulong key = table.KeyAt(i);
            _distinct?.Add(key);
            if (_type.Kind == LogicalKind.Real && double.IsInfinity(table.Doubles[i]))
                _infinities += counts[i];
            else
                _finite = new KeyRange(Math.Min(_finite.Least, key), Math.Max(_finite.Most, key));
            ascending &= kept == 0 || keys[kept - 1] < key;
            (keys[kept], often[kept++]) = (key, counts[i]);
        }
        // Values of an expression, or of a foreign dictionary, may come in any order and more than once.
        if (!ascending)
            (keys, often) = KeyDistribution.Sorted(keys, often);
        _range = _range.Union(new KeyRange(keys[0], keys[^1]));
        if (_histogram is not null)
            _listed = _listed.Merge(KeyDistribution.Of(_limit, keys, often));
    }

    public ColumnProfile ToProfile() => new()
    {
        Nulls = _nulls,
        Count = _count,
        NaNs = _nans,
        Infinities = _infinities,
        Range = _range,
        Finite = _finite,
        Moments = _moments,
        Distribution = _histogram is null ? null : _listed.Merge(_histogram.ToDistribution()),
        Distinct = _distinct?.ToDistinct(),
        Texts = _texts?.ToCounts(),
    };

    private void AddDoubles(ReadOnlySpan<double> values)
    {
        var block = NumberBlock.Of(values);
        if (block.HasNaN)
        {
            int all = values.Length;
            values = _dense.WithoutNaN(values);
            _nans += all - values.Length;
            block = NumberBlock.Of(values);
        }
        if (values.Length == 0)
            return;
        _count += values.Length;
        if (_moments is not null)
            block.AddTo(_moments, values);
        var range = new KeyRange(ScalarKey.OfDouble(block.Min), ScalarKey.OfDouble(block.Max));
        _range = _range.Union(range);
        _finite = _finite.Union(double.IsInfinity(block.Min) || double.IsInfinity(block.Max) ? Finite(values) : range);
        if (_histogram is null && _distinct is null)
            return;
        var keys = _dense.Keys[..values.Length];
        KeyKernel.OfDoubles(values, keys);
        _histogram?.Add(keys, range.Least, range.Most);
        _distinct?.Add(keys);
    }

    private KeyRange Finite(ReadOnlySpan<double> values)
    {
        var finite = KeyRange.Empty;
        foreach (double value in values)
        {
            if (double.IsInfinity(value))
                _infinities++;
            else
                finite = finite.Union(new KeyRange(ScalarKey.OfDouble(value), ScalarKey.OfDouble(value)));
        }
        return finite;
    }

    private void AddLongs(ReadOnlySpan<long> values)
    {
        if (values.Length == 0)
            return;
        _count += values.Length;
        var keys = _dense.Keys[..values.Length];
        if (_type.Kind == LogicalKind.Unsigned)
        {
            if (_moments is not null)
                IntegerBlock.AddLarge(_moments, values, x => (ulong)x);
            MemoryMarshal.Cast<long, ulong>(values).CopyTo(keys);
            AddKeys(keys, new KeyRange(TensorPrimitives.Min<ulong>(keys), TensorPrimitives.Max<ulong>(keys)));
            return;
        }
        var (min, max) = IntegerBlock.Extremes(values);
        if (_moments is not null)
            IntegerBlock.AddTo(_moments, values, min, max);
        var range = _type.Kind == LogicalKind.Bool ? new KeyRange((ulong)min, (ulong)max) : new KeyRange(ScalarKey.OfLong(min), ScalarKey.OfLong(max));
        if (_histogram is not null || _distinct is not null)
        {
            if (_type.Kind == LogicalKind.Bool)
                MemoryMarshal.Cast<long, ulong>(values).CopyTo(keys);
            else
                KeyKernel.OfLongs(values, keys);
        }
        AddKeys(keys, range);
    }

    private void AddKeys(ReadOnlySpan<ulong> keys, KeyRange range)
    {
        (_range, _finite) = (_range.Union(range), _finite.Union(range));
        _histogram?.Add(keys, range.Least, range.Most);
        _distinct?.Add(keys);
    }

    private void AddTexts(Vector vector, Selection selection)
    {
        for (int w = 0; w < Vector.Words(selection.Rows); w++)
        {
            ulong valid = vector.ValidWord(w, selection.Rows);
            _nulls += BitOperations.PopCount(selection.Words[w] & ~valid);
            for (ulong word = selection.Words[w] & valid; word != 0; word &= word - 1)
            {
                _texts?.Add(vector.TextAt((w << 6) + BitOperations.TrailingZeroCount(word)), 1);
                _count++;
            }
        }
    }
}
