using Grid.Columns;

namespace Grid.Query;

/// <summary>Which rows of the other side of a join belong to a share of it: those whose keys' hash falls into its part. Rows whose keys match nothing belong to none.</summary>
/// <param name="KeyTypes">The types under which keys, which are the first columns, are compared.</param>
/// <param name="Part">Which part, from 0.</param>
/// <param name="Parts">Of how many.</param>
public sealed record JoinCut(IReadOnlyList<LogicalType> KeyTypes, int Part, int Parts)
{
    /// <summary>The rows of a batch that belong to it.</summary>
    /// <param name="batch">The rows, as <see cref="JoinSideSpec.RowsOf"/> asks for them.</param>
    /// <param name="schema">Their logical types.</param>
    /// <param name="cancellation">Ends it.</param>
    public RecordBatch Of(RecordBatch batch, Schema schema, CancellationToken cancellation)
    {
        var graph = new ExpressionGraph();
        int[] nodes = [.. KeyTypes.Select((_, k) => graph.Add(Expression.Column(schema[k])))];
        var evaluator = new BatchEvaluator(graph, new PartitionTable(schema, [batch]), batch);
        var hashes = new KeyHashes(KeyTypes);
        var rows = new List<int>();
        for (int start = 0; start < batch.Length; start += BatchEvaluator.BlockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(BatchEvaluator.BlockRows, batch.Length - start);
            evaluator.MoveTo(start, count);
            hashes.Begin(count);
            for (int k = 0; k < nodes.Length; k++)
                hashes.Add(k, evaluator.Evaluate(nodes[k]), count);
            for (int i = 0; i < count; i++)
            {
                if ((hashes.Present[i >> 6] >> (i & 63) & 1) != 0 && KeyHashes.PartOf(hashes.Values[i], Parts) == Part)
                    rows.Add(start + i);
            }
        }
        int[] taken = [.. rows];
        return new RecordBatch(batch.Schema, batch.Columns.Select(column => TakenColumn.Of(column, taken)), taken.Length);
    }
}
