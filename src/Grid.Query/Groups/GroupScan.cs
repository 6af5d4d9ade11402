using Grid.Columns;

namespace Grid.Query;

/// <summary>Aggregates by keys, of the groups of one slice of several.</summary>
internal sealed class GroupScan : Scan, ISharedScan<GroupPass, GroupState>
{
    private readonly ExpressionGraph _graph;
    private readonly int _filter;
    private readonly int[] _keys;
    private readonly int[] _arguments;
    private readonly GroupParts[] _parts;
    private readonly int _slice;
    private readonly int _slices;
    private readonly long _budget;
    private readonly bool _isShareable;

    private GroupScan(ExpressionGraph graph, int filter, int[] keys, int[] arguments, GroupParts[] parts, int slice, int slices, long budget)
    {
        (_graph, _filter, _keys, _arguments, _parts, _slice, _slices, _budget) = (graph, filter, keys, arguments, parts, slice, slices, budget);
        _isShareable = IsShareable();
    }

    public GroupScan(
        Expression? filter, IReadOnlyList<Expression> keys, IReadOnlyList<(Expression Value, GroupParts Parts)> arguments, int slice, int slices, long budget)
    {
        (_graph, _slice, _slices, _budget) = (new ExpressionGraph(), slice, slices, budget);
        (_filter, _keys) = (_graph.AddOptional(filter), [.. keys.Select(_graph.Add)]);
        (_arguments, _parts) = ([.. arguments.Select(a => _graph.Add(a.Value))], [.. arguments.Select(a => a.Parts)]);
        _isShareable = IsShareable();
    }

    internal override ExpressionGraph Expressions => _graph;

    internal override int FilterNode => _filter;

    private protected override ScanKind Kind => ScanKind.Groups;

    private long WeightEach => _parts.Sum(GroupLimits.WeightOf);

    private protected override AggregateState ComputeAnew(PartitionTable table, CancellationToken cancellation)
    {
        var sample = _isShareable && GroupSample.Suits(table) ? new GroupSample() : null;
        return Compute(table, sample, cancellation) ?? GroupState.Later(WeightEach, _budget, new PendingTable<GroupPass, GroupState>(this, table, sample!.Groups, cancellation));
    }

    /// <inheritdoc/>
    public GroupState ComputeAlone(PartitionTable table, CancellationToken cancellation) => Compute(table, null, cancellation)!;

    /// <inheritdoc/>
    public GroupPass Pass(IReadOnlyList<PartitionTable> tables)
    {
        var accumulators = _arguments.Select((a, i) => ArgumentAccumulator.OfMany(a, _graph.Nodes[a].Type, _parts[i], tables.Sum(table => table.Rows)));
        return new GroupPass(RowGroups.OfMany(_graph, _keys, tables, _budget, WeightEach), [.. accumulators], _filter);
    }

    /// <inheritdoc/>
    public void AddTo(GroupPass pass, PartitionTable table, CancellationToken cancellation)
    {
        foreach (var batch in table.Batches)
            pass.Add(new BatchEvaluator(_graph, table, batch), null, cancellation);
    }

    /// <inheritdoc/>
    public GroupState ToState(GroupPass pass) => pass.ToState(WeightEach, _budget);

    // Null where a sample says that the table is better grouped together with others.
    private GroupState? Compute(PartitionTable table, GroupSample? sample, CancellationToken cancellation)
    {
        var states = new List<AggregateState>();
        foreach (var batch in table.Read())
        {
            if (batch.Length == 0)
                continue;
            var evaluator = new BatchEvaluator(_graph, table, batch);
            var direct = DirectGroups.Of(evaluator, _keys, _slice, _slices);
            var pass = PassOf(evaluator, (RowGroups?)direct ?? new HashedGroups(Array.ConvertAll(_keys, k => HashedKey.Of(evaluator, k, _graph.Nodes[k].Type)), _slice, _slices, _budget, WeightEach));
            if (!pass.Add(evaluator, direct is null ? sample : null, cancellation))
                return null;
            states.Add(ToState(pass));
            sample = null;
        }
        return states.Count == 0 ? Empty() : (GroupState)AggregateState.Merge(states, Workers.None);
    }

    private GroupPass PassOf(BatchEvaluator evaluator, RowGroups groups)
    {
        var accumulators = new GroupAccumulator[_arguments.Length];
        for (int i = 0; i < accumulators.Length; i++)
            accumulators[i] = new ArgumentAccumulator(evaluator, _arguments[i], _graph.Nodes[_arguments[i]].Type, _parts[i], groups);
        return new GroupPass(groups, accumulators, _filter);
    }

    // Whether tables may be grouped together: a row that cannot be computed is told by the partition alone, and what hangs on the order of the rows or is
    // large itself stays with it.
    private bool IsShareable() => _slices == 1 && !ExpressionRules.MayFail(_graph)
        && _arguments.Zip(_parts).All(a => (a.Second & (GroupParts.Values | GroupParts.First | GroupParts.Last)) == 0
            && (a.Second == GroupParts.None || _graph.Nodes[a.First].Type.Kind != LogicalKind.Text));

    private GroupState Empty()
    {
        var keys = Array.ConvertAll(_keys, k => _graph.Nodes[k].Type.Kind == LogicalKind.Text
            ? new GroupKeyColumn(new TextArena(), []) : new GroupKeyColumn(Array.Empty<ulong>()));
        var values = _arguments.Select((a, i) => EmptyValues(_graph.Nodes[a].Type, _parts[i]));
        return GroupState.Of(WeightEach, _budget, new GroupKeys(keys), [], [.. values], null);
    }

    private static GroupValues EmptyValues(LogicalType type, GroupParts parts)
    {
        bool isText = type.Kind == LogicalKind.Text;
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
            if (parts[i].HasFlag(GroupParts.Sum) ? graph.Nodes[arguments[i]].Type.Kind == LogicalKind.Text : parts[i].HasFlag(GroupParts.Squares))
                throw reader.Corrupt("an argument cannot be summed");
            if (parts[i].HasFlag(GroupParts.Values) && graph.Nodes[arguments[i]].Type.Kind == LogicalKind.Text)
                throw reader.Corrupt("texts have no ranks");
        }
        int slice = reader.Within(0, int.MaxValue), slices = reader.Within(1, int.MaxValue);
        long budget = reader.Long();
        return keys.Length > 0 && slice < slices
            ? new GroupScan(graph, filter, keys, arguments, parts, slice, slices, budget)
            : throw reader.Corrupt("groups have no keys, or no slice");
    }
}
