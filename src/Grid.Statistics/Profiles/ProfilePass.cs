namespace Grid.Statistics;

/// <summary>Counts, nulls, extremes, moments, distributions and distinct values of columns, as far as each is wanted.</summary>
internal sealed class ProfilePass : Pass
{
    private readonly ExpressionGraph _graph;
    private readonly int _filter;
    private readonly int[] _columns;
    private readonly ProfileParts[] _parts;

    private ProfilePass(ExpressionGraph graph, int filter, int[] columns, ProfileParts[] parts) =>
        (_graph, _filter, _columns, _parts) = (graph, filter, columns, parts);

    public ProfilePass(Expression? filter, IReadOnlyList<(Expression Value, ProfileParts Parts)> columns)
    {
        _graph = new ExpressionGraph();
        _filter = _graph.AddOptional(filter);
        _columns = [.. columns.Select(c => _graph.Add(c.Value))];
        _parts = [.. columns.Select(c => c.Parts)];
    }

    private protected override PassKind Kind => PassKind.Profile;

    private protected override Partial Scan(PartitionTable table, CancellationToken cancellation)
    {
        int limit = ProfileLimits.Distribution(_parts.Count(p => p != ProfileParts.None));
        var dense = new DenseBlock();
        var builders = new ProfileBuilder[_columns.Length];
        for (int i = 0; i < builders.Length; i++)
            builders[i] = new ProfileBuilder(_graph.Nodes[_columns[i]].Type, _parts[i], limit, dense);
        var scan = new TableScan(_graph, _filter)
        {
            NullsOnly = i => _parts[i] == ProfileParts.None,
            AddNulls = (i, nulls, values) => builders[i].AddNulls(nulls, values),
            AddCounted = (i, values, counts) => builders[i].AddCounted(values, counts),
            AddBlock = (i, values, selection) => builders[i].AddBlock(values, selection),
        };
        long rows = scan.Run(table, _columns, cancellation);
        return new ProfilePartial(rows, [.. builders.Select(b => b.ToProfile())]);
    }

    private protected override void Write(ByteWriter writer)
    {
        _graph.Write(writer);
        ExpressionGraph.WriteNode(writer, _filter);
        writer.Count(_columns.Length);
        for (int i = 0; i < _columns.Length; i++)
        {
            ExpressionGraph.WriteNode(writer, _columns[i]);
            writer.Byte((byte)_parts[i]);
        }
    }

    public static ProfilePass Read(ref ByteReader reader)
    {
        var graph = ExpressionGraph.Read(ref reader);
        int filter = graph.ReadFilter(ref reader);
        var columns = new int[reader.Count(2)];
        var parts = new ProfileParts[columns.Length];
        for (int i = 0; i < columns.Length; i++)
            (columns[i], parts[i]) = (graph.ReadNode(ref reader), (ProfileParts)reader.Within(0, 15));
        return new ProfilePass(graph, filter, columns, parts);
    }
}
