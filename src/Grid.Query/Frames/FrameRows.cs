using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// The rows of a table as its transforms leave them, made real as record batches: what learning and prediction read.
/// Immutable; safe for any number of threads.
/// </summary>
public sealed class FrameRows : IJoined
{
    private readonly ExpressionGraph _graph = new();
    private readonly int _filter;
    private readonly int[] _nodes;

    private readonly JoinPlan _joins;

    private FrameRows(FramePlan frame, IReadOnlyList<(string Name, Expression Value)> columns, IReadOnlyList<(Expression Value, bool IsDescending)> keys)
    {
        _filter = _graph.AddOptional(frame.Filter);
        _nodes = [.. columns.Select(c => _graph.Add(c.Value)), .. keys.Select(k => _graph.Add(k.Value))];
        // No column of a source has such a name.
        Schema = new Schema([.. columns.Select(c => c.Name).Concat(keys.Select((_, k) => $"\0{k}")).Select((c, i) => new Field(c, _graph.Nodes[_nodes[i]].Type.Storage))]);
        Descending = [.. keys.Select(k => k.IsDescending)];
        _joins = JoinPlan.For(frame.Joins, _graph);
    }

    /// <summary>The columns that the rows have, with their logical types.</summary>
    public Schema Schema { get; }

    /// <summary>The columns of the dataset that they are made of, each once.</summary>
    public IReadOnlyList<string> ColumnNames => _joins.SourceColumns;

    /// <summary>For each key, which stand behind the columns, whether the greatest comes first; none where no keys were asked for.</summary>
    public IReadOnlyList<bool> Descending { get; }

    /// <summary>The condition over the dataset's columns without which a row of it is not among them; null where there is none.</summary>
    public RowCondition? Condition => _joins.Condition(_graph, _filter);

    /// <inheritdoc/>
    public IReadOnlyList<JoinSideSpec> Sides => _joins.Sides;

    /// <inheritdoc/>
    public bool IsWhole => _joins.IsWhole(_graph);

    /// <inheritdoc/>
    public JoinDemand Demand(PartitionTable table, IReadOnlyList<JoinSide> before, int shares, CancellationToken cancellation) => _joins.Demand(table, before, shares, cancellation);

    /// <summary>Binds transforms to a dataset's logical schema; rows stay in the order of the source.</summary>
    /// <param name="schema">The columns before the transforms.</param>
    /// <param name="transforms">What is done to them, in order.</param>
    /// <param name="columns">The columns wanted, in this order; null for all.</param>
    /// <exception cref="QuestionException">A column is not known, or an expression is malformed.</exception>
    public static FrameRows Of(Schema schema, IReadOnlyList<Transform> transforms, IReadOnlyList<string>? columns = null)
    {
        var frame = FramePlan.Of(schema, transforms);
        return new FrameRows(frame, Listed(frame, columns), []);
    }

    /// <summary>The same with what the rows are to be sorted by, as columns behind the others.</summary>
    /// <param name="schema">The columns before the transforms.</param>
    /// <param name="transforms">What is done to them, in order.</param>
    /// <param name="columns">The columns wanted, in this order; null for all.</param>
    /// <exception cref="QuestionException">A column is not known, or an expression is malformed.</exception>
    public static FrameRows Sorted(Schema schema, IReadOnlyList<Transform> transforms, IReadOnlyList<string>? columns = null)
    {
        var frame = FramePlan.Of(schema, transforms);
        return new FrameRows(frame, Listed(frame, columns), frame.Order);
    }

    /// <summary>The rows of a partition: a batch for each of the table's, or of those that a join makes. A column that nothing changes is the table's own memory.</summary>
    /// <param name="table">The partition.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="sides">The other sides of joins, as <see cref="Sides"/> wants them.</param>
    public IReadOnlyList<RecordBatch> Take(PartitionTable table, CancellationToken cancellation, IReadOnlyList<JoinSide>? sides = null)
    {
        table = _joins.Join(table, sides ?? [], cancellation);
        var taken = new List<RecordBatch>();
        foreach (var batch in table.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            taken.Add(Take(new BatchEvaluator(_graph, table, batch), batch, cancellation));
        }
        return taken;
    }

    private static IReadOnlyList<(string Name, Expression Value)> Listed(FramePlan frame, IReadOnlyList<string>? columns) =>
        columns is null ? frame.Scope.Columns : [.. columns.Select(c => (c, frame.Scope.Listed(c)))];

    private RecordBatch Take(BatchEvaluator evaluator, RecordBatch batch, CancellationToken cancellation)
    {
        var columns = new Column?[_nodes.Length];
        var gathered = new ColumnGatherer?[_nodes.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            var node = _graph.Nodes[_nodes[i]];
            columns[i] = _filter < 0 && node.Operation == Operation.Column ? batch.Columns[batch.Schema.IndexOf(node.Name)] : null;
            gathered[i] = columns[i] is null ? new ColumnGatherer(node.Type) : null;
        }
        int rows = batch.Length;
        if (columns.Contains(null))
        {
            rows = 0;
            var selection = new Selection(evaluator, _filter);
            for (int start = 0; start < batch.Length; start += BatchEvaluator.BlockRows)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!selection.MoveTo(start, Math.Min(BatchEvaluator.BlockRows, batch.Length - start)))
                    continue;
                rows += selection.Count;
                for (int i = 0; i < columns.Length; i++)
                    gathered[i]?.Add(evaluator.Evaluate(_nodes[i]), selection);
            }
        }
        var whole = columns.Select((c, i) => c ?? gathered[i]!.ToColumn()).ToArray();
        return new RecordBatch(new Schema([.. whole.Select((c, i) => new Field(Schema.Fields[i].Name, c.Type))]), whole, rows);
    }
}
