using Grid.Columns;

namespace Grid.Query;

/// <summary>Aggregates by keys, of the groups of one slice of several.</summary>
internal sealed class GroupScan : Scan
{
    private readonly ExpressionGraph _graph;
    private readonly int _filter;
    private readonly int[] _keys;
    private readonly int[] _arguments;
    private readonly GroupParts[] _parts;
    private readonly int _slice;
    private readonly int _slices;
    private readonly long _budget;

    private GroupScan(ExpressionGraph graph, int filter, int[] keys, int[] arguments, GroupParts[] parts, int slice, int slices, long budget) =>
        (_graph, _filter, _keys, _arguments, _parts, _slice, _slices, _budget) = (graph, filter, keys, arguments, parts, slice, slices, budget);

    public GroupScan(
        Expression? filter, IReadOnlyList<Expression> keys, IReadOnlyList<(Expression Value, GroupParts Parts)> arguments, int slice, int slices, long budget)
    {
        (_graph, _slice, _slices, _budget) = (new ExpressionGraph(), slice, slices, budget);
        (_filter, _keys) = (_graph.AddOptional(filter), [.. keys.Select(_graph.Add)]);
        (_arguments, _parts) = ([.. arguments.Select(a => _graph.Add(a.Value))], [.. arguments.Select(a => a.Parts)]);
    }

    internal override ExpressionGraph Expressions => _graph;

    private protected override ScanKind Kind => ScanKind.Groups;

    private long WeightEach => _parts.Sum(GroupLimits.WeightOf);

    private protected override AggregateState ComputeAnew(PartitionTable table, CancellationToken cancellation)
    {
        var states = new List<AggregateState>();
        foreach (var batch in table.Read())
        {
            if (batch.Length > 0)
                states.Add(ScanBatch(new BatchEvaluator(_graph, table, batch), cancellation));
        }
        return states.Count == 0 ? Empty() : AggregateState.Merge(states, Workers.None);
    }

    private GroupState ScanBatch(BatchEvaluator evaluator, CancellationToken cancellation)
    {
        var groups = DirectGroups.Of(evaluator, _keys, _slice, _slices)
            ?? (RowGroups)new HashedGroups(evaluator, _graph, _keys, _slice, _slices, _budget, WeightEach);
        var selection = new Selection(evaluator, _filter);
        var block = new GroupBlock(evaluator, groups, selection);
        var accumulators = new GroupAccumulator[_arguments.Length];
        for (int i = 0; i < accumulators.Length; i++)
            accumulators[i] = new ArgumentAccumulator(evaluator, _arguments[i], _graph.Nodes[_arguments[i]].Type, _parts[i], groups);
        bool counted = _filter < 0 && groups.Codes is not null;
        var rows = counted ? CodeCounts.OfAll(groups.Codes!) : [];
        if (!counted || accumulators.Length > 0)
        {
            foreach (int start in Blocks(evaluator, selection, cancellation))
            {
                block.MoveTo(start);
                if (groups.Sketch is not null)
                    continue;
                if (!counted)
                    Count(block, ref rows);
                foreach (var accumulator in accumulators)
                    accumulator.Add(block);
            }
        }
        if (groups.Sketch is not null)
            return GroupState.TooMany(WeightEach, _budget, groups.Sketch);
        rows = Padded(rows, groups.Slots);
        var (keys, slots, starts) = groups.Finish(rows);
        long[] counts = Array.ConvertAll(slots, s => rows[s]);
        return GroupState.Of(WeightEach, _budget, keys, counts, Array.ConvertAll(accumulators, a => a.ToValues(slots, counts)), starts);
    }

    private static IEnumerable<int> Blocks(BatchEvaluator evaluator, Selection selection, CancellationToken cancellation)
    {
        int length = evaluator.Batch.Length;
        for (int start = 0; start < length; start += BatchEvaluator.BlockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            if (selection.MoveTo(start, Math.Min(BatchEvaluator.BlockRows, length - start)))
                yield return start;
        }
    }

    private static void Count(GroupBlock block, ref long[] rows)
    {
        rows = Padded(rows, block.Groups.Slots);
        GroupKernel.Count(block.Ids(), rows);
    }

    private static long[] Padded(long[] rows, int slots)
    {
        if (rows.Length < slots)
            Array.Resize(ref rows, Math.Max(slots, rows.Length * 2));
        return rows;
    }

    private GroupState Empty()
    {
        var keys = Array.ConvertAll(_keys, k => _graph.Nodes[k].Type.Id == TypeId.Utf8
            ? new GroupKeyColumn(new TextArena(), []) : new GroupKeyColumn(Array.Empty<ulong>()));
        var values = _arguments.Select((a, i) => EmptyValues(_graph.Nodes[a].Type, _parts[i]));
        return GroupState.Of(WeightEach, _budget, new GroupKeys(keys), [], [.. values], null);
    }

    private static GroupValues EmptyValues(DataType type, GroupParts parts)
    {
        bool isText = type.Id == TypeId.Utf8;
        return new GroupValues
        {
            Counts = [],
            Sums = parts.HasFlag(GroupParts.Sum) ? new GroupSums(0, 0, 0) : null,
            Squares = parts.HasFlag(GroupParts.Squares) ? new GroupSums(0, 0, 0) : null,
            Ranges = parts.HasFlag(GroupParts.Range) && !isText ? [] : null,
            Distinct = parts.HasFlag(GroupParts.Distinct) && !isText ? new GroupDistinct([], []) : null,
            Texts = isText && (parts & (GroupParts.Distinct | GroupParts.Range)) != 0 ? [] : null,
            Runs = parts.HasFlag(GroupParts.Values) ? new GroupRuns([]) : null,
            Firsts = parts.HasFlag(GroupParts.First) ? [] : null,
            Lasts = parts.HasFlag(GroupParts.Last) ? [] : null,
        };
    }

    private protected override void Write(ByteWriter writer)
    {
        _graph.Write(writer);
        ExpressionGraph.WriteNode(writer, _filter);
        writer.Count(_keys.Length);
        foreach (int key in _keys)
            ExpressionGraph.WriteNode(writer, key);
        writer.Count(_arguments.Length);
        for (int i = 0; i < _arguments.Length; i++)
        {
            ExpressionGraph.WriteNode(writer, _arguments[i]);
            writer.Byte((byte)_parts[i]);
        }
        writer.Count(_slice);
        writer.Count(_slices);
        writer.Unsigned((ulong)_budget);
    }

    public static GroupScan Read(ref ByteReader reader)
    {
        var graph = ExpressionGraph.Read(ref reader);
        int filter = graph.ReadFilter(ref reader);
        var keys = new int[reader.Count()];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = graph.ReadNode(ref reader);
        var arguments = new int[reader.Count(2)];
        var parts = new GroupParts[arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            (arguments[i], parts[i]) = (graph.ReadNode(ref reader), (GroupParts)reader.Within(0, 127));
            if (parts[i].HasFlag(GroupParts.Sum) ? graph.Nodes[arguments[i]].Type.Id == TypeId.Utf8 : parts[i].HasFlag(GroupParts.Squares))
                throw reader.Corrupt("an argument cannot be summed");
            if (parts[i].HasFlag(GroupParts.Values) && graph.Nodes[arguments[i]].Type.Id == TypeId.Utf8)
                throw reader.Corrupt("texts have no ranks");
        }
        int slice = reader.Within(0, int.MaxValue), slices = reader.Within(1, int.MaxValue);
        long budget = reader.Long();
        return keys.Length > 0 && slice < slices
            ? new GroupScan(graph, filter, keys, arguments, parts, slice, slices, budget)
            : throw reader.Corrupt("groups have no keys, or no slice");
    }
}
