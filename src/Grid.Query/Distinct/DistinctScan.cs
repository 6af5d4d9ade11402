using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Looks at columns for the distinct values that they have, each within a range or a slice.</summary>
internal sealed class DistinctScan : ColumnScan<DistinctLook>
{
    public DistinctScan(Expression? filter, IReadOnlyList<(Expression Value, DistinctLook Wanted)> columns)
        : base(filter, columns)
    {
    }

    private DistinctScan(ref ByteReader reader)
        : base(ref reader, 18, ReadLook)
    {
    }

    private protected override ScanKind Kind => ScanKind.Distinct;

    private protected override AggregateState ComputeAnew(PartitionTable table, CancellationToken cancellation)
    {
        var dense = new DenseBlock();
        DistinctCounter[] counters = [.. Columns.Zip(Wanted, (c, look) => new DistinctCounter(Graph.Nodes[c].Type, look, dense))];
        var scan = new TableScan(Graph, Filter)
        {
            NullsOnly = _ => false,
            AddNulls = (_, _, _) => { },
            AddCounted = (i, values, counts) => counters[i].AddCounted(values, counts),
            AddBlock = (i, values, selection) => counters[i].AddBlock(values, selection),
        };
        scan.Run(table, Columns, cancellation);
        return new DistinctState(Array.ConvertAll(counters, c => c.ToSet()));
    }

    protected override void Write(ByteWriter writer, DistinctLook wanted) => wanted.Write(writer);

    public static DistinctScan Read(ref ByteReader reader) => new(ref reader);

    private static DistinctLook ReadLook(ref ByteReader reader, LogicalType type)
    {
        var look = DistinctLook.Read(ref reader);
        return type.Kind == LogicalKind.Text && !look.Range.IsEmpty ? throw reader.Corrupt("there is no range of texts") : look;
    }

    /// <summary>Gathers the values of one column.</summary>
    private sealed class DistinctCounter
    {
        private readonly LogicalType _type;
        private readonly DenseBlock _dense;
        private readonly KeyBits.Collector? _bits;
        private readonly KeySlice.Collector? _keys;
        private readonly TextSlice.Collector? _texts;

        public DistinctCounter(LogicalType type, DistinctLook look, DenseBlock dense)
        {
            (_type, _dense) = (type, dense);
            if (type.Kind == LogicalKind.Text)
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
            if (_type.Kind == LogicalKind.Real)
            {
                var numbers = _dense.Doubles(values, selection);
                KeyKernel.OfDoubles(numbers, _dense.Keys);
                Add(_dense.Keys[..numbers.Length]);
                return;
            }
            var whole = _dense.Longs(values, selection);
            if (_type.Kind is LogicalKind.Unsigned or LogicalKind.Bool)
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
