using Grid.Columns;

namespace Grid.Query;

/// <summary>The other side of a join, ready to be looked up: its keys, indexed, and the columns that are taken over. Immutable; safe for any number of threads.</summary>
public sealed class JoinSide
{
    private const int MostRows = 1 << 29;

    private readonly Dictionary<string, Column> _columns = new(StringComparer.Ordinal);

    private JoinSide(KeyIndex index, JoinSideSpec spec, IReadOnlyList<Column> columns, int most)
    {
        (Index, Most) = (index, Math.Max(index.Most, most));
        for (int i = 0; i < columns.Count; i++)
            _columns.Add(spec.Columns[i], columns[i]);
        ByteSize = index.ByteSize + columns.Sum(column => column.ByteSize);
    }

    /// <summary>Bytes of memory that it takes.</summary>
    public long ByteSize { get; }

    /// <summary>How many rows the most frequent key has, 1 at least; of a part of a side, that of the whole.</summary>
    internal int Most { get; }

    internal KeyIndex Index { get; }

    /// <summary>About how many bytes of memory a side will take.</summary>
    /// <param name="spec">What is wanted of it.</param>
    /// <param name="source">The other side.</param>
    public static long Estimate(JoinSideSpec spec, JoinSource source) =>
        // A slot a key in a table that is half full, its number, and eight bytes a value; of texts, what they take in the dataset.
        source.Rows * (40L * spec.Keys.Count + 8L * spec.Columns.Count) + (HoldsTexts(spec, source) ? source.Bytes : 0);

    /// <summary>Indexes rows.</summary>
    /// <param name="spec">What is wanted of them.</param>
    /// <param name="batches">The rows, in order: the keys, and then the columns, as <see cref="JoinSideSpec.RowsOf"/> asks for them.</param>
    /// <param name="schema">Their logical types.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="most">Where these are a part of a side, how many rows the most frequent key of the whole has.</param>
    /// <exception cref="QuestionException">There are more rows than can be indexed.</exception>
    public static JoinSide Build(JoinSideSpec spec, IReadOnlyList<RecordBatch> batches, Schema schema, CancellationToken cancellation, int most = 1)
    {
        long rows = batches.Sum(batch => (long)batch.Length);
        if (rows > MostRows)
            throw new QuestionException($"the other side of the join has {rows} rows, and at most {MostRows} are indexed; filter it, or join the other way round.");
        var table = new PartitionTable(schema, batches);
        var keys = new KeyColumnMap[spec.Keys.Count];
        var numbers = new int[keys.Length][];
        for (int k = 0; k < keys.Length; k++)
        {
            var field = schema[k];
            numbers[k] = new int[rows];
            keys[k] = KeyColumnMap.Build(spec.KeyTypes[k], (int)rows, take => Read(table, field, take, cancellation), numbers[k]);
        }
        var columns = new Column[spec.Columns.Count];
        for (int c = 0; c < columns.Length; c++)
        {
            cancellation.ThrowIfCancellationRequested();
            int at = keys.Length + c;
            columns[c] = SideColumn.Of([.. batches.Select(batch => batch.Columns[at])], schema[at].Logical);
        }
        return new JoinSide(KeyIndex.Build(keys, numbers), spec, columns, most);
    }

    /// <summary>A column that is taken over.</summary>
    internal Column Column(string name) => _columns[name];

    private static bool HoldsTexts(JoinSideSpec spec, JoinSource source) =>
        spec.KeyTypes.Any(type => type.Kind == LogicalKind.Text) || source.Schema.Fields.Any(field => field.Logical.Kind == LogicalKind.Text && spec.Columns.Contains(field.Name));

    private static void Read(PartitionTable table, Field field, Action<Vector, int> take, CancellationToken cancellation)
    {
        var graph = new ExpressionGraph();
        int node = graph.Add(Expression.Column(field));
        foreach (var batch in table.Batches)
        {
            var evaluator = new BatchEvaluator(graph, table, batch);
            for (int start = 0; start < batch.Length; start += BatchEvaluator.BlockRows)
            {
                cancellation.ThrowIfCancellationRequested();
                int count = Math.Min(BatchEvaluator.BlockRows, batch.Length - start);
                evaluator.MoveTo(start, count);
                take(evaluator.Evaluate(node), count);
            }
        }
    }
}
