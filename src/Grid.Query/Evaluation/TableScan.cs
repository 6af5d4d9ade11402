namespace Grid.Query;

/// <summary>
/// Takes values of expressions through a partition. Values that a dictionary's codes decide come once a batch, with counts;
/// all others come block by block; a batch of which nothing is left to read row by row is not read.
/// </summary>
internal sealed class TableScan(ExpressionGraph graph, int filter)
{
    /// <summary>Takes a column's nulls and values of a batch that need no reading; -1 values where they do.</summary>
    public required Func<int, bool> NullsOnly { get; init; }

    public required Action<int, long, long> AddNulls { get; init; }

    public required Action<int, Vector, long[]> AddCounted { get; init; }

    public required Action<int, Vector, Selection> AddBlock { get; init; }

    /// <summary>Scans; gives how many rows the filter kept.</summary>
    public long Run(PartitionTable table, IReadOnlyList<int> columns, CancellationToken cancellation)
    {
        long kept = 0;
        foreach (var batch in table.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (batch.Length > 0)
                kept += Run(new BatchEvaluator(graph, table, batch), columns, cancellation);
        }
        return kept;
    }

    private long Run(BatchEvaluator evaluator, IReadOnlyList<int> columns, CancellationToken cancellation)
    {
        var counted = new Dictionary<CodedColumn, CodeCounts>();
        var byRow = new List<int>();
        for (int i = 0; i < columns.Count; i++)
        {
            if (filter < 0 && NullsOnly(i) && evaluator.Column(columns[i]) is { } column && !NaNKernel.MayBeIn(column))
            {
                AddNulls(i, column.NullCount, column.Length - column.NullCount);
            }
            else if (evaluator.Coded(columns[i]) is { } coded)
            {
                if (filter < 0)
                    AddCounted(i, evaluator.Table(columns[i]), CodeCounts.OfAll(coded));
                else
                    counted.TryAdd(coded, new CodeCounts(coded));
            }
            else
            {
                byRow.Add(i);
            }
        }
        int rows = evaluator.Batch.Length;
        if (filter < 0 && byRow.Count == 0)
            return rows;
        long kept = 0;
        var selection = new Selection(evaluator, filter);
        for (int start = 0; start < rows; start += BatchEvaluator.BlockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!selection.MoveTo(start, Math.Min(BatchEvaluator.BlockRows, rows - start)))
                continue;
            kept += selection.Count;
            foreach (var counts in counted.Values)
                counts.Add(start, selection);
            foreach (int i in byRow)
                AddBlock(i, evaluator.Evaluate(columns[i]), selection);
        }
        if (counted.Count == 0)
            return kept;
        var totals = counted.ToDictionary(p => p.Key, p => p.Value.ToCounts());
        for (int i = 0; i < columns.Count; i++)
        {
            if (evaluator.Coded(columns[i]) is { } coded)
                AddCounted(i, evaluator.Table(columns[i]), totals[coded]);
        }
        return kept;
    }
}
