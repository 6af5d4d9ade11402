using Grid.Columns;

namespace Grid.Query;

/// <summary>A share of the other side of a join: the rows whose keys' hash falls into one of several parts, found by their keys. Immutable; safe for any number of threads.</summary>
public sealed class JoinShare
{
    private readonly JoinSide _side;
    private readonly JoinSideSpec _spec;
    private readonly Schema _schema;

    private JoinShare(JoinSide side, JoinSideSpec spec, Schema schema, long rows)
    {
        (_side, _spec, _schema, Rows) = (side, spec, schema, rows);
        BytesEach = Math.Max(1, schema.Fields.Sum(field => side.Column(field.Name).ByteSize) / Math.Max(1, rows));
    }

    /// <summary>How many rows it has.</summary>
    public long Rows { get; }

    /// <summary>Bytes of memory that it takes.</summary>
    public long ByteSize => _side.ByteSize;

    /// <summary>How many rows its most frequent key has; 1 at least.</summary>
    public int Most => _side.Most;

    /// <summary>About how many bytes of memory a share will take.</summary>
    /// <param name="spec">What is wanted of the other side.</param>
    /// <param name="source">The other side.</param>
    /// <param name="parts">How many shares there are.</param>
    public static long Estimate(JoinSideSpec spec, JoinSource source, int parts) =>
        // Keys are kept beside their index, as they go to whoever asks.
        (JoinSide.Estimate(spec, source) + source.Rows * 8L * spec.Keys.Count) / parts;

    /// <summary>Indexes the rows of a share.</summary>
    /// <param name="spec">What is wanted of the other side.</param>
    /// <param name="batches">The rows, in order, as <see cref="JoinCut"/> leaves them.</param>
    /// <param name="schema">Their logical types.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="QuestionException">There are more rows than can be indexed.</exception>
    public static JoinShare Build(JoinSideSpec spec, IReadOnlyList<RecordBatch> batches, Schema schema, CancellationToken cancellation)
    {
        int keys = spec.Keys.Count;
        Field[] fields = [.. schema.Fields.Select((field, c) => new Field(c < keys ? $"{field.Name} of row" : field.Name, field.Type))];
        var whole = new Schema([.. schema.Fields.Take(keys), .. fields]);
        var rows = batches.Where(batch => batch.Length > 0).Select(batch =>
        {
            Column[] columns = [.. batch.Columns.Take(keys), .. batch.Columns];
            return new RecordBatch(new Schema(columns.Select((column, c) => new Field(whole[c].Name, column.Type))), columns, batch.Length);
        }).ToArray();
        var side = JoinSide.Build(spec with { Columns = [.. fields.Select(field => field.Name)] }, rows, whole, cancellation);
        return new JoinShare(side, spec, new Schema(fields), rows.Sum(batch => (long)batch.Length));
    }

    /// <summary>Finds the rows of some keys; those of a key follow one another in the order of the other side.</summary>
    /// <param name="keys">Distinct keys, of the types under which they are compared.</param>
    /// <param name="cancellation">Ends it.</param>
    public JoinShareRows Find(RecordBatch keys, CancellationToken cancellation)
    {
        var rows = new List<int>();
        var graph = new ExpressionGraph();
        Field[] asked = [.. _spec.KeyTypes.Select((type, k) => new Field(JoinSideSpec.NameOfKey(k), type.Storage))];
        int[] nodes = Array.ConvertAll(asked, field => graph.Add(Expression.Column(field)));
        var evaluator = new BatchEvaluator(graph, new PartitionTable(new Schema(asked), [keys]), keys);
        KeyWords[] readers = [.. _spec.KeyTypes.Select(type => new KeyWords(type))];
        int[] groups = new int[BatchEvaluator.BlockRows], numbers = new int[BatchEvaluator.BlockRows];
        var words = new long[BatchEvaluator.BlockRows];
        for (int start = 0; start < keys.Length; start += BatchEvaluator.BlockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(BatchEvaluator.BlockRows, keys.Length - start);
            evaluator.MoveTo(start, count);
            _side.Index.Keys[0].Find(evaluator.Evaluate(nodes[0]), count, readers[0], groups.AsSpan(0, count));
            for (int k = 1; k < nodes.Length; k++)
            {
                _side.Index.Keys[k].Find(evaluator.Evaluate(nodes[k]), count, readers[k], numbers.AsSpan(0, count));
                _side.Index.Combine(k, groups.AsSpan(0, count), numbers.AsSpan(0, count), words);
            }
            for (int i = 0; i < count; i++)
            {
                if (groups[i] >= 0)
                    rows.AddRange(_side.Index.RowsOf(groups[i]));
            }
        }
        return new JoinShareRows(this, [.. rows]);
    }

    /// <summary>About how many bytes a row takes.</summary>
    internal long BytesEach { get; }

    /// <summary>Rows, as <see cref="JoinSideSpec.RowsOf"/> asks for them.</summary>
    internal RecordBatch Take(ReadOnlySpan<int> rows)
    {
        var columns = new Column[_schema.Count];
        for (int c = 0; c < columns.Length; c++)
        {
            var taken = TakenColumn.Of(_side.Column(_schema[c].Name), rows);
            // The values of a dictionary would all go with a few rows.
            columns[c] = taken is DictionaryColumn coded && coded.Values.Length > rows.Length ? PlainColumn.Of(coded, _schema[c].Logical) : taken;
        }
        return new RecordBatch(new Schema(columns.Select((column, c) => new Field(c < _spec.Keys.Count ? JoinSideSpec.NameOfKey(c) : _schema[c].Name, column.Type))), columns, rows.Length);
    }
}
