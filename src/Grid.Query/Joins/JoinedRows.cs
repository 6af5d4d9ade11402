using System.Runtime.CompilerServices;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// The rows of a table joined with another side, made batch by batch while they are read. Only columns that are asked for are made, and the table's own are taken
/// as they are where no row of a batch goes or comes twice.
/// </summary>
internal sealed class JoinedRows : IRowSource
{
    private readonly PartitionTable _table;
    private readonly JoinStep _step;
    private readonly JoinSide _side;
    private readonly Schema _schema;
    private readonly long _firstRow;
    private readonly CancellationToken _cancellation;
    private readonly ConditionalWeakTable<RecordBatch, Origin> _origins = [];

    private JoinedRows(PartitionTable table, JoinStep step, JoinSide side, Schema schema, CancellationToken cancellation)
    {
        (_table, _step, _side, _schema, _cancellation) = (table, step, side, schema, cancellation);
        // No row becomes more than that, so that those of all partitions keep their order.
        _firstRow = Times(table.FirstRow);
    }

    private int Most => _step.Kind is JoinKind.Semi or JoinKind.Anti ? 1 : _side.Most;

    /// <summary>A table of joined rows.</summary>
    /// <param name="table">The rows to join.</param>
    /// <param name="step">How.</param>
    /// <param name="side">The other side.</param>
    /// <param name="schema">The columns that are asked for of the result: the table's, and those taken over.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static PartitionTable Of(PartitionTable table, JoinStep step, JoinSide side, Schema schema, CancellationToken cancellation)
    {
        var rows = new JoinedRows(table, step, side, schema, cancellation);
        return new PartitionTable(schema, rows, rows._firstRow);
    }

    public IEnumerable<RecordBatch> Read()
    {
        var probe = new JoinProbe(_step, _side);
        long first = _firstRow;
        RecordBatch? none = null;
        foreach (var batch in _table.Read())
        {
            none ??= batch.Slice(0, 0);
            foreach (var pairs in probe.Match(_table, batch, _cancellation))
            {
                if (pairs.Rows == 0)
                    continue;
                var joined = Make(batch, pairs);
                _origins.Add(joined, new Origin(first, batch, pairs));
                first += joined.Length;
                yield return joined;
            }
        }
        // What is saved has columns, rows or not.
        if (first == _firstRow && none is not null)
        {
            var joined = Make(none, new JoinedPairs(0, null, []));
            _origins.Add(joined, new Origin(first, none, default));
            yield return joined;
        }
    }

    public long FirstRowOf(RecordBatch batch) => OriginOf(batch).FirstRow;

    public long SourceRow(RecordBatch batch, int row)
    {
        var origin = OriginOf(batch);
        return _table.SourceRow(origin.Batch, origin.Pairs.LeftOf(row));
    }

    public long PlaceOf(RecordBatch batch, int row)
    {
        var origin = OriginOf(batch);
        return Times(_table.PlaceOf(origin.Batch, origin.Pairs.LeftOf(row))) + origin.Pairs.Ordinal(row);
    }

    private long Times(long place) => (Int128)place * Most is var times && times <= long.MaxValue / 2 ? (long)times
        : throw new QuestionException($"the joins make up to {Most} rows of each, one after the other, which are more than can be told apart; join by more keys.");

    private Origin OriginOf(RecordBatch batch) => _origins.TryGetValue(batch, out var origin) ? origin : throw new ArgumentException("The batch is of another table.", nameof(batch));

    private RecordBatch Make(RecordBatch batch, JoinedPairs pairs)
    {
        var columns = new Column[_schema.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            _cancellation.ThrowIfCancellationRequested();
            string name = _schema[i].Name;
            int taken = IndexOf(name);
            if (taken >= 0)
                columns[i] = TakenColumn.Of(_side.Column(_step.Side.Columns[taken]), pairs.Right, pairs.MayMiss);
            else if (batch.Columns[batch.Schema.IndexOf(name)] is var own)
                columns[i] = pairs.Left is null ? own : TakenColumn.Of(own, pairs.Left);
        }
        return new RecordBatch(new Schema(columns.Select((column, i) => new Field(_schema[i].Name, column.Type))), columns, pairs.Rows);
    }

    private int IndexOf(string name)
    {
        for (int i = 0; i < _step.Columns.Count; i++)
        {
            if (_step.Columns[i].Name == name)
                return i;
        }
        return -1;
    }

    private sealed record Origin(long FirstRow, RecordBatch Batch, JoinedPairs Pairs);
}
