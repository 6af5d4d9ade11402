using Grid.Columns;

namespace Grid.Query;

/// <summary>What the rows of a table ask of another side that is cut into shares: the distinct keys that they have, by the share that knows them. Immutable.</summary>
public sealed class JoinDemand
{
    private const int MostKeys = 1 << 16;
    private const int MostBytes = 1 << 20;

    private readonly RecordBatch[][] _keys;

    private JoinDemand(RecordBatch[][] keys) => _keys = keys;

    /// <summary>The keys that are asked of a share, in batches of the size of a message, each key in one.</summary>
    public IReadOnlyList<RecordBatch> Of(int share) => _keys[share];

    /// <summary>Finds the keys.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="step">The join.</param>
    /// <param name="shares">How many shares there are.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="QuestionException">The key of a row that is kept cannot be computed.</exception>
    internal static JoinDemand Of(PartitionTable table, JoinStep step, int shares, CancellationToken cancellation)
    {
        var set = new KeySet(step.Side.KeyTypes);
        foreach (var batch in table.Read())
        {
            var evaluator = new BatchEvaluator(step.Graph, table, batch);
            var selection = new Selection(evaluator, step.Filter);
            for (int start = 0; start < batch.Length; start += BatchEvaluator.BlockRows)
            {
                cancellation.ThrowIfCancellationRequested();
                int count = Math.Min(BatchEvaluator.BlockRows, batch.Length - start);
                if (selection.MoveTo(start, count))
                    set.Add(key => evaluator.Evaluate(step.Keys[key]), count, selection.Words);
            }
        }
        var keys = new List<int>[shares];
        for (int share = 0; share < shares; share++)
            keys[share] = [];
        for (int key = 0; key < set.Hashes.Count; key++)
            keys[KeyHashes.PartOf(set.Hashes[key], shares)].Add(key);
        string[] names = [.. step.Keys.Select((_, k) => JoinSideSpec.NameOfKey(k))];
        return new JoinDemand(Array.ConvertAll(keys, all => Cut(set, [.. all], names)));
    }

    private static RecordBatch[] Cut(KeySet set, int[] keys, string[] names)
    {
        var batches = new List<RecordBatch>();
        for (int start = 0, end; start < keys.Length; start = end)
        {
            int bytes = 0;
            for (end = start; end < keys.Length && end - start < MostKeys && (end == start || bytes < MostBytes); end++)
                bytes += set.BytesOf(keys[end]);
            batches.Add(set.Take(keys.AsSpan(start, end - start), names));
        }
        return [.. batches];
    }
}
