using System.Runtime.InteropServices;
using Grid.Arrow;

namespace Grid.Statistics;

/// <summary>Looks at columns for the distinct values that they have, each within a range or a slice.</summary>
internal sealed class DistinctPass : Pass
{
    private readonly ExpressionGraph _graph;
    private readonly int _filter;
    private readonly int[] _columns;
    private readonly DistinctLook[] _looks;

    private DistinctPass(ExpressionGraph graph, int filter, int[] columns, DistinctLook[] looks) =>
        (_graph, _filter, _columns, _looks) = (graph, filter, columns, looks);

    public DistinctPass(Expression? filter, IReadOnlyList<(Expression Value, DistinctLook Look)> columns)
    {
        _graph = new ExpressionGraph();
        _filter = _graph.AddOptional(filter);
        _columns = [.. columns.Select(c => _graph.Add(c.Value))];
        _looks = [.. columns.Select(c => c.Look)];
    }

    private protected override PassKind Kind => PassKind.Distinct;

    private protected override Partial Scan(PartitionTable table, CancellationToken cancellation)
    {
        var dense = new DenseBlock();
        DistinctCounter[] counters = [.. _columns.Zip(_looks, (c, look) => new DistinctCounter(_graph.Nodes[c].Type, look, dense))];
        var scan = new TableScan(_graph, _filter)
        {
            NullsOnly = _ => false,
            AddNulls = (_, _, _) => { },
            AddCounted = (i, values, counts) => counters[i].AddCounted(values, counts),
            AddBlock = (i, values, selection) => counters[i].AddBlock(values, selection),
        };
        scan.Run(table, _columns, cancellation);
        return new DistinctPartial(Array.ConvertAll(counters, c => c.ToSet()));
    }

    private protected override void Write(ByteWriter writer)
    {
        _graph.Write(writer);
        ExpressionGraph.WriteNode(writer, _filter);
        writer.Count(_columns.Length);
        for (int i = 0; i < _columns.Length; i++)
        {
            ExpressionGraph.WriteNode(writer, _columns[i]);
            _looks[i].Write(writer);
        }
    }

    public static DistinctPass Read(ref ByteReader reader)
    {
        var graph = ExpressionGraph.Read(ref reader);
        int filter = graph.ReadFilter(ref reader);
        var columns = new int[reader.Count(18)];
        var looks = new DistinctLook[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            (columns[i], looks[i]) = (graph.ReadNode(ref reader), DistinctLook.Read(ref reader));
            if (graph.Nodes[columns[i]].Type.Id == TypeId.Utf8 && !looks[i].Range.IsEmpty)
                throw reader.Corrupt("there is no range of texts");
        }
        return new DistinctPass(graph, filter, columns, looks);
    }

    /// <summary>Gathers the values of one column.</summary>
    private sealed class DistinctCounter
    {
        private readonly DataType _type;
        private readonly DenseBlock _dense;
        private readonly KeyBits.Collector? _bits;
        private readonly KeySlice.Collector? _keys;
        private readonly TextSlice.Collector? _texts;

        public DistinctCounter(DataType type, DistinctLook look, DenseBlock dense)
        {
            (_type, _dense) = (type, dense);
            if (type.Id == TypeId.Utf8)
                _texts = new TextSlice.Collector(look.Slice, look.Slices);
            else if (look.Range.IsEmpty)
                _keys = new KeySlice.Collector(look.Slice, look.Slices);
            else
                _bits = new KeyBits.Collector(look.Range);
        }

        public void AddCounted(Vector values, long[] counts)
        {
            for (int i = 0; i < counts.Length; i++)
            {
                if (counts[i] == 0 || !values.IsValid(i))
                    continue;
                if (_texts is not null)
                {
                    _texts.Add(values.TextAt(i));
                    continue;
                }
                ulong key = values.KeyAt(i);
                Add(new ReadOnlySpan<ulong>(in key));
            }
        }

        public void AddBlock(Vector values, Selection selection)
        {
            if (_texts is not null)
            {
                for (int row = 0; row < selection.Rows; row++)
                {
                    if ((selection.Words[row >> 6] >> (row & 63) & 1) != 0 && values.IsValid(row))
                        _texts.Add(values.TextAt(row));
                }
                return;
            }
            if (_type.Id == TypeId.Float64)
            {
                var numbers = _dense.Doubles(values, selection);
                KeyKernel.OfDoubles(numbers, _dense.Keys);
                Add(_dense.Keys[..numbers.Length]);
                return;
            }
            var whole = _dense.Longs(values, selection);
            if (_type.Id is TypeId.UInt64 or TypeId.Bool)
            {
                Add(MemoryMarshal.Cast<long, ulong>(whole));
                return;
            }
            KeyKernel.OfLongs(whole, _dense.Keys);
            Add(_dense.Keys[..whole.Length]);
        }

        public DistinctSet ToSet() => _texts?.ToSet() ?? _keys?.ToSet() ?? _bits!.ToSet();

        private void Add(ReadOnlySpan<ulong> keys)
        {
            _keys?.Add(keys);
            _bits?.Add(keys);
        }
    }
}
