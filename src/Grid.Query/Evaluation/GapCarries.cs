namespace Grid.Query;

/// <summary>What each block of a batch takes over where gaps are filled: found by one pass over the partition up to the batch, from the side that values come from.</summary>
internal static class GapCarries
{
    /// <summary>The values, one a block.</summary>
    public static Scalar[] Of(ExpressionGraph graph, int node, PartitionTable table, Grid.Columns.RecordBatch batch)
    {
        var what = graph.Nodes[node];
        bool isBackward = what.Operation == Operation.FillBackward;
        var carry = At(what.Set, table.FirstRow);
        // Joined rows are made anew each time, in the same batches.
        long first = table.FirstRowOf(batch);
        foreach (var next in isBackward ? table.Read().Reverse() : table.Read())
        {
            bool isLast = ReferenceEquals(next, batch) || (table.IsMade && table.FirstRowOf(next) == first);
            int blocks = (next.Length + BatchEvaluator.BlockRows - 1) / BatchEvaluator.BlockRows;
            var carries = new Scalar[blocks];
            var evaluator = new BatchEvaluator(graph, table, next);
            for (int n = 0; n < blocks; n++)
            {
                int block = isBackward ? blocks - 1 - n : n, start = block * BatchEvaluator.BlockRows;
                int count = Math.Min(BatchEvaluator.BlockRows, next.Length - start);
                carries[block] = carry;
                if (isLast && n == blocks - 1)
                    break;
                evaluator.MoveTo(start, count);
                carry = GapKernel.Carry(evaluator.Values(what.Inputs[0]), what.Inputs.Length > 1 ? evaluator.Values(what.Inputs[1]) : null, carry, isBackward, count);
            }
            if (isLast)
                return carries;
        }
        throw new InvalidOperationException("The batch is none of the partition's.");
    }

    /// <summary>What comes out of some rows of a batch that something comes into.</summary>
    public static Scalar Through(ExpressionGraph graph, ExpressionNode what, PartitionTable table, Grid.Columns.RecordBatch batch, int start, int count, Scalar carry)
    {
        var evaluator = new BatchEvaluator(graph, table, batch);
        evaluator.MoveTo(start, count);
        return GapKernel.Carry(evaluator.Values(what.Inputs[0]), what.Inputs.Length > 1 ? evaluator.Values(what.Inputs[1]) : null, carry, what.Operation == Operation.FillBackward, count);
    }

    // Places and values by turns, by place.
    private static Scalar At(Scalar[] set, long place)
    {
        for (int i = 0; i + 1 < set.Length; i += 2)
        {
            if (set[i].AsInt64 == place)
                return set[i + 1];
        }
        return Scalar.Null;
    }
}
