namespace Grid.Query;

/// <summary>A scan of joined rows. It is computed once it has the other sides: <see cref="Over"/>.</summary>
public sealed class JoinedScan : Scan, IJoined
{
    private readonly IReadOnlyList<JoinStep> _steps;
    private readonly JoinPlan _plan;
    private readonly Scan _scan;
    private readonly IReadOnlyList<JoinSide>? _sides;

    /// <param name="steps">The joins, in order.</param>
    /// <param name="scan">What is computed of the joined rows.</param>
    /// <param name="sides">The other sides, where they are at hand.</param>
    internal JoinedScan(IReadOnlyList<JoinStep> steps, Scan scan, IReadOnlyList<JoinSide>? sides = null)
    {
        (_steps, _scan, _sides) = (steps, scan, sides);
        _plan = JoinPlan.For(steps, scan.Expressions);
        // Columns that are not needed are not part of it.
        _steps = _plan.Steps;
    }

    /// <inheritdoc/>
    public IReadOnlyList<JoinSideSpec> Sides => _plan.Sides;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ColumnNames => _plan.SourceColumns;

    /// <summary>The same scan, which can be computed.</summary>
    /// <param name="sides">The other sides, as <see cref="Sides"/> wants them.</param>
    public Scan Over(IReadOnlyList<JoinSide> sides) => new JoinedScan(_steps, _scan, sides);

    /// <inheritdoc/>
    public bool IsWhole => _plan.IsWhole(_scan.Expressions);

    /// <inheritdoc/>
    public JoinDemand Demand(PartitionTable table, IReadOnlyList<JoinSide> before, int shares, CancellationToken cancellation) => _plan.Demand(table, before, shares, cancellation);

    /// <inheritdoc/>
    public override RowCondition? Condition => _plan.Condition(_scan.Expressions, _scan.FilterNode);

    internal override ExpressionGraph Expressions => _scan.Expressions;

    private protected override ScanKind Kind => ScanKind.Joined;

    // No rows are joined to none, whatever the other sides have.
    private protected override AggregateState ComputeAnew(PartitionTable table, CancellationToken cancellation) =>
        _sides is not null ? _scan.Compute(_plan.Join(table, _sides, cancellation), cancellation)
        : table.Rows == 0 ? _scan.Compute(new PartitionTable(table.Schema, []), cancellation)
        : throw new InvalidOperationException("A scan of joined rows needs the other sides.");

    private protected override void Write(ByteWriter writer)
    {
        writer.Count(_steps.Count);
        foreach (var step in _steps)
            step.Write(writer);
        writer.Bytes(_scan.Encode());
    }

    internal static JoinedScan Read(ref ByteReader reader, Func<byte[], Scan> decode)
    {
        var steps = new JoinStep[reader.Count()];
        for (int i = 0; i < steps.Length; i++)
            steps[i] = JoinStep.Read(ref reader);
        return new JoinedScan(steps, decode(reader.Bytes()));
    }
}
