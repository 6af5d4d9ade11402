using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Looks closer at the ranges of keys which wanted ranks are in.</summary>
internal sealed class RankScan : ColumnScan<KeyRange[]>
{
    /// <summary>Looks at ranges, disjoint and ascending, of columns.</summary>
    public RankScan(Expression? filter, IReadOnlyList<(Expression Value, KeyRange[] Wanted)> columns)
        : base(filter, columns)
    {
    }

    private RankScan(ref ByteReader reader)
        : base(ref reader, 2, ReadRanges)
    {
    }

    private protected override ScanKind Kind => ScanKind.Ranks;

    private protected override AggregateState ComputeAnew(PartitionTable table, CancellationToken cancellation)
    {
        int limit = KeyDistribution.LimitFor(Wanted.Sum(r => r.Length));
        var finders = Array.ConvertAll(Wanted, r => new RangeFinder(r));
        var collectors = Array.ConvertAll(Wanted, r => Array.ConvertAll(r, range => new KeyCollector(range, limit)));
        var dense = new DenseBlock();
        var keys = new ulong[BatchEvaluator.BlockRows];
        var scan = new TableScan(Graph, Filter)
        {
            NullsOnly = _ => false,
            AddNulls = (_, _, _) => { },
            AddCounted = (i, values, counts) => AddCounted(finders[i], collectors[i], values, counts),
            AddBlock = (i, values, selection) => AddBlock(finders[i], collectors[i], Keys(finders[i], dense, values, selection, keys)),
        };
        scan.Run(table, Columns, cancellation);
        return new RankState([.. collectors.SelectMany(c => c).Select(c => c.ToDistribution())]);
    }

    // Blocks that no range touches are not looked at: of ordered data, that is most.
    private static ReadOnlySpan<ulong> Keys(RangeFinder finder, DenseBlock dense, Vector vector, Selection selection, ulong[] keys)
    {
        if (vector.Type.Kind == LogicalKind.Real)
        {
            var values = dense.Doubles(vector, selection);
            var block = NumberBlock.Of(values);
            if (values.Length == 0 || !finder.Touches(ScalarKey.OfDouble(block.Min), ScalarKey.OfDouble(block.Max)))
                return [];
            KeyKernel.OfDoubles(values, keys);
            if (!block.HasNaN)
                return keys.AsSpan(0, values.Length);
            int kept = 0;
            for (int i = 0; i < values.Length; i++)
            {
                if (!double.IsNaN(values[i]))
                    keys[kept++] = keys[i];
            }
            return keys.AsSpan(0, kept);
        }
        var whole = dense.Longs(vector, selection);
        if (vector.Type.Kind is LogicalKind.Unsigned or LogicalKind.Bool)
            return MemoryMarshal.Cast<long, ulong>(whole);
        var (min, max) = IntegerBlock.Extremes(whole);
        if (whole.Length == 0 || !finder.Touches(ScalarKey.OfLong(min), ScalarKey.OfLong(max)))
            return [];
        KeyKernel.OfLongs(whole, keys);
        return keys.AsSpan(0, whole.Length);
    }

    private static void AddBlock(RangeFinder finder, KeyCollector[] collectors, ReadOnlySpan<ulong> keys)
    {
        foreach (ulong key in keys)
        {
            int range = finder.Find(key);
            if (range >= 0)
                collectors[range].Add(key, 1);
        }
    }

    private static void AddCounted(RangeFinder finder, KeyCollector[] collectors, Vector values, long[] counts)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0 || !values.IsValid(i) || (values.Type.Kind == LogicalKind.Real && double.IsNaN(values.Doubles[i])))
                continue;
            ulong key = values.KeyAt(i);
            int range = finder.Find(key);
            if (range >= 0)
                collectors[range].Add(key, counts[i]);
        }
    }

    protected override void Write(ByteWriter writer, KeyRange[] wanted)
    {
        writer.Count(wanted.Length);
        foreach (var range in wanted)
            range.Write(writer);
    }

    public static RankScan Read(ref ByteReader reader) => new(ref reader);

    private static KeyRange[] ReadRanges(ref ByteReader reader, LogicalType type)
    {
        var ranges = new KeyRange[reader.Count(16)];
        for (int i = 0; i < ranges.Length; i++)
        {
            ranges[i] = KeyRange.Read(ref reader);
            if (ranges[i].IsEmpty || (i > 0 && ranges[i].Least <= ranges[i - 1].Most))
                throw reader.Corrupt("ranges do not ascend");
        }
        return ranges.Length is 0 or > short.MaxValue || type.Kind == LogicalKind.Text ? throw reader.Corrupt("a column has no ranges to look at") : ranges;
    }
}
