using Grid.Columns;

namespace Grid.Query;

/// <summary>Counts, nulls, extremes, moments, distributions and distinct values of columns, as far as each is wanted.</summary>
internal sealed class ProfileScan : ColumnScan<ProfileParts>
{
    public ProfileScan(Expression? filter, IReadOnlyList<(Expression Value, ProfileParts Wanted)> columns)
        : base(filter, columns)
    {
    }

    private ProfileScan(ref ByteReader reader)
        : base(ref reader, 2, static (ref ByteReader r, LogicalType _) => (ProfileParts)r.Within(0, 15))
    {
    }

    private protected override ScanKind Kind => ScanKind.Profile;

    private protected override AggregateState ComputeAnew(PartitionTable table, CancellationToken cancellation)
    {
        int limit = KeyDistribution.LimitFor(Wanted.Count(p => p != ProfileParts.None));
        var dense = new DenseBlock();
        var builders = new ProfileBuilder[Columns.Length];
        for (int i = 0; i < builders.Length; i++)
            builders[i] = new ProfileBuilder(Graph.Nodes[Columns[i]].Type, Wanted[i], limit, dense);
        var scan = new TableScan(Graph, Filter)
        {
            NullsOnly = i => Wanted[i] == ProfileParts.None,
            AddNulls = (i, nulls, values) => builders[i].AddNulls(nulls, values),
            AddCounted = (i, values, counts) => builders[i].AddCounted(values, counts),
            AddBlock = (i, values, selection) => builders[i].AddBlock(values, selection),
        };
        long rows = scan.Run(table, Columns, cancellation);
        return new ProfileState(rows, [.. builders.Select(b => b.ToProfile())]);
    }

    protected override void Write(ByteWriter writer, ProfileParts wanted) => writer.Byte((byte)wanted);

    public static ProfileScan Read(ref ByteReader reader) => new(ref reader);
}
