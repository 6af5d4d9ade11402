using Grid.Arrow;

namespace Grid.Statistics;

/// <summary>
/// Counts every pair of group and distinct value, where those are few: all else is read off the counts, exactly,
/// and a row costs one increment.
/// </summary>
internal sealed class MatrixAccumulator : GroupAccumulator
{
    // The counts stay in the second-level cache.
    private const int MostCells = 1 << 16;

    private readonly CodedColumn _codes;
    private readonly Vector _table;
    private readonly GroupParts _parts;
    private readonly int[] _counts;

    private MatrixAccumulator(CodedColumn codes, Vector table, GroupParts parts, int slots) =>
        (_codes, _table, _parts, _counts) = (codes, table, parts, new int[slots * (codes.NullCode + 1)]);

    /// <summary>An accumulator for an argument of few values in few groups; null for others.</summary>
    public static MatrixAccumulator? Of(BatchEvaluator evaluator, int argument, GroupParts parts, RowGroups groups) =>
        groups is DirectGroups && evaluator.Coded(argument) is { } codes && (long)groups.Slots * (codes.NullCode + 1) <= MostCells
            ? new MatrixAccumulator(codes, evaluator.Table(argument), parts, groups.Slots)
            : null;

    public override void Add(GroupBlock block)
    {
        int rows = block.Selection.Rows;
        if (block.Codes is { Width: 1 } bytes)
            GroupKernel.Matrix(bytes.Codes8.Slice(block.Start, rows), _codes, block.Start, _counts);
        else if (block.Codes is { Width: 2 } shorts)
            GroupKernel.Matrix(shorts.Codes16.Slice(block.Start, rows), _codes, block.Start, _counts);
        else
            GroupKernel.Matrix(block.Ids(), _codes, block.Start, _counts);
    }

    public override GroupValues ToValues(int[] slots)
    {
        int width = _codes.NullCode + 1;
        bool isText = _table.Type.Id == TypeId.Utf8;
        var values = new GroupValues
        {
            Counts = new long[slots.Length],
            Sums = _parts.HasFlag(GroupParts.Sum) ? new PackedSums() : null,
            Squares = _parts.HasFlag(GroupParts.Squares) ? new PackedSums() : null,
            Ranges = _parts.HasFlag(GroupParts.Range) && !isText ? new KeyRange[slots.Length] : null,
            Distinct = _parts.HasFlag(GroupParts.Distinct) && !isText ? new DistinctKeys[slots.Length] : null,
            Texts = isText && (_parts & (GroupParts.Distinct | GroupParts.Range)) != 0 ? new TextCounts[slots.Length] : null,
        };
        var present = new List<int>();
        var counts = new long[width];
        for (int g = 0; g < slots.Length; g++)
        {
            present.Clear();
            for (int code = 0; code < width; code++)
            {
                counts[code] = _counts[slots[g] * width + code];
                if (counts[code] == 0 || !_table.IsValid(code))
                    continue;
                present.Add(code);
                values.Counts[g] += counts[code];
            }
            Take(values, g, present, counts);
        }
        return values;
    }

    private void Take(GroupValues values, int group, List<int> present, long[] counts)
    {
        if (values.Sums is not null)
        {
            var moments = new Moments();
            if (present.Count > 0)
                CountedValues.AddTo(moments, _table, present, counts);
            values.Sums.Append(moments.Sum);
            values.Squares?.Append(moments.Squares);
        }
        if (values.Texts is not null)
        {
            values.Texts[group] = TextCounts.Of(GroupLimits.TextBytes, Texts(present, counts));
            return;
        }
        if (values.Ranges is null && values.Distinct is null)
            return;
        var keys = present.Select(_table.KeyAt).ToList();
        if (values.Ranges is not null)
            values.Ranges[group] = keys.Where(IsOrdered).Aggregate(KeyRange.Empty, (range, key) => range.Union(new KeyRange(key, key)));
        if (values.Distinct is not null)
            values.Distinct[group] = DistinctKeys.Of(keys.Distinct(), GroupLimits.DistinctKeys, GroupLimits.Precision);
    }

    private bool IsOrdered(ulong key) => _table.Type.Id != TypeId.Float64 || key != ScalarKey.NaN;

    // Codes of an expression may stand for one text.
    private IEnumerable<KeyValuePair<byte[], long>> Texts(List<int> present, long[] counts) => present
        .GroupBy(code => _table.TextAt(code).ToArray(), TextBytes.Instance)
        .Select(g => KeyValuePair.Create(g.Key, g.Sum(code => counts[code])));
}
