using System.Numerics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Evaluates the expressions of a graph over one record batch, a block of rows at a time. An expression that depends on a
/// single dictionary column is evaluated once a distinct value instead, and looked up by code. Not thread-safe: one a thread.
/// </summary>
internal sealed class BatchEvaluator
{
    /// <summary>Rows in a block: a few vectors of them stay in the first-level cache, and sums take them at once.</summary>
    public const int BlockRows = ExactBlock.Room;

    private const int NoColumn = -1;
    private const int SeveralColumns = -2;

    private readonly ExpressionGraph _graph;
    private readonly Column[] _columns;
    private readonly CodedColumn?[] _coded;
    private readonly Vector?[] _tables;
    private readonly int[] _onlyColumn;
    private readonly bool[] _mayFail;
    private readonly PartitionTable _table;
    private readonly Vector?[] _values;
    private readonly Vector?[] _blocks;
    private readonly int[] _evaluatedAt;
    private Dictionary<int, Scalar[]>? _carries;
    private int _start;
    private int _count;
    private ulong[]? _kept;

    public BatchEvaluator(ExpressionGraph graph, PartitionTable table, RecordBatch batch)
    {
        int nodes = graph.Nodes.Count;
        (_graph, _table, Batch) = (graph, table, batch);
        _mayFail = new bool[nodes];
        (_columns, _coded, _tables) = (new Column[nodes], new CodedColumn?[nodes], new Vector?[nodes]);
        (_onlyColumn, _values, _blocks, _evaluatedAt) = (new int[nodes], new Vector?[nodes], new Vector?[nodes], new int[nodes]);
        Array.Fill(_evaluatedAt, -1);
        for (int i = 0; i < nodes; i++)
        {
            var node = graph.Nodes[i];
            if (node.Operation == Operation.Column)
            {
                _columns[i] = table.ColumnOf(batch, node.Name, node.Type);
                if (_columns[i] is DictionaryColumn d)
                    _coded[i] = new CodedColumn(d, table);
                _onlyColumn[i] = i;
                continue;
            }
            // These go by a row's place.
            _onlyColumn[i] = node.Operation is Operation.RowHash or Operation.PartitionPlace or Operation.FillForward or Operation.FillBackward ? SeveralColumns : NoColumn;
            _mayFail[i] = ExpressionRules.MayFail(node);
            foreach (int input in node.Inputs)
            {
                _mayFail[i] |= _mayFail[input];
                int other = _onlyColumn[input];
                if (other != NoColumn && other != _onlyColumn[i])
                    _onlyColumn[i] = _onlyColumn[i] == NoColumn ? other : SeveralColumns;
            }
        }
    }

    public RecordBatch Batch { get; }

    /// <summary>The position in the dataset of the batch's first row.</summary>
    public long FirstRow => _table.FirstRowOf(Batch);

    /// <summary>The column that a node is; null where it is computed.</summary>
    public Column? Column(int node) => _graph.Nodes[node].Operation == Operation.Column ? _columns[node] : null;

    /// <summary>The texts of the column that a node is, as all partitions number them; null where they are not numbered, or the node is computed.</summary>
    public NumberedTexts? Numbered(int node) => _graph.Nodes[node] is { Operation: Operation.Column, Type.Kind: LogicalKind.Text } what ? _table.Texts?.Of(what.Name) : null;

    /// <summary>
    /// The dictionary column whose codes decide a node's value; null where there is no such, and where a code's value cannot be
    /// computed: then it matters in which rows the code occurs.
    /// </summary>
    public CodedColumn? Coded(int node) => DecidedBy(node) is { } coded && !(_mayFail[node] && Table(node).HasFaults) ? coded : null;

    /// <summary>A node's value for each code of <see cref="Coded"/>, and for null at the end.</summary>
    public Vector Table(int node) => _tables[node] ??= MakeTable(node, DecidedBy(node)!);

    /// <summary>Goes to a block of rows.</summary>
    public void MoveTo(int start, int count) => (_start, _count, _kept) = (start, count, null);

    /// <summary>Says which rows of the block are needed, a bit a row; all until this is called.</summary>
    public void Keep(ulong[] rows) => _kept = rows;

    /// <summary>A node's values for the rows of the block. They stay until the block changes.</summary>
    /// <exception cref="QuestionException">The value of a row that is needed cannot be computed.</exception>
    public Vector Evaluate(int node)
    {
        var values = ValuesOf(node);
        for (int w = 0; values.HasFaults && w < Vector.Words(_count); w++)
        {
            ulong failed = values.FaultWord(w) & (_kept is null ? ulong.MaxValue : _kept[w]);
            if (failed != 0)
                throw FaultAt(node, (w << 6) + BitOperations.TrailingZeroCount(failed));
        }
        return values;
    }

    /// <summary>A node's value in one row of the block.</summary>
    /// <exception cref="QuestionException">It cannot be computed.</exception>
    public Scalar ScalarAt(int node, int row)
    {
        var values = ValuesOf(node);
        return values.IsFaulty(row) ? throw FaultAt(node, row) : values.ScalarAt(row);
    }

    /// <summary>A node's values for the rows of the block; those that cannot be computed are null.</summary>
    public Vector Values(int node) => ValuesOf(node);

    private void FillGaps(int node, ExpressionNode what, Vector result)
    {
        var carries = (_carries ??= []).TryGetValue(node, out var known) ? known : _carries[node] = GapCarries.Of(_graph, node, _table, Batch);
        bool isBackward = what.Operation == Operation.FillBackward;
        // A block may begin and end between two of those that are carried into: what lies between is passed over once more.
        int block = (isBackward ? _start + _count - 1 : _start) / BlockRows;
        var (first, last) = isBackward ? (_start + _count, Math.Min((block + 1) * BlockRows, Batch.Length)) : (block * BlockRows, _start);
        var carry = first < last ? GapCarries.Through(_graph, what, _table, Batch, first, last - first, carries[block]) : carries[block];
        GapKernel.Apply(ValuesOf(what.Inputs[0]), what.Inputs.Length > 1 ? ValuesOf(what.Inputs[1]) : null, carry, isBackward, result, _count);
    }

    private CodedColumn? DecidedBy(int node) => _onlyColumn[node] >= 0 ? _coded[_onlyColumn[node]] : null;

    private QuestionException FaultAt(int node, int row)
    {
        // What failed first is at fault: all that is computed from it fails with it.
        while (_graph.Nodes[node].Inputs.FirstOrDefault(i => ValuesOf(i).IsFaulty(row), NoColumn) is >= 0 and var input)
            node = input;
        return ValueFault.Of(_graph, node, [.. _graph.Nodes[node].Inputs.Select(i => ValuesOf(i).ScalarAt(row))], _table.SourceRow(Batch, _start + row));
    }

    private Vector ValuesOf(int node)
    {
        if (_evaluatedAt[node] == _start)
            return _blocks[node]!;
        _evaluatedAt[node] = _start;
        return _blocks[node] = EvaluateBlock(node);
    }

    private Vector EvaluateBlock(int node)
    {
        var what = _graph.Nodes[node];
        // Where there is no NaN, the values are taken as they are.
        if (what.Operation == Operation.NaNToNull && Coded(node) is null && ValuesOf(what.Inputs[0]) is var input && !NaNKernel.Any(input.Doubles.AsSpan(0, _count)))
            return input;
        var result = _values[node] ??= new Vector(what.Type);
        if (Coded(node) is { } coded)
            GatherKernel.Gather(coded, Table(node), _start, _count, result);
        else if (what.Operation == Operation.Column)
            ColumnDecoder.Decode(_columns[node], _start, _count, result);
        else if (what.Operation == Operation.Literal)
            result.Fill(what.Literal, _count);
        else if (what.Operation == Operation.PartitionPlace)
            result.Fill(Scalar.Int64(_table.FirstRow), _count);
        else if (what.Operation is Operation.FillForward or Operation.FillBackward)
            FillGaps(node, what, result);
        else if (what.Operation == Operation.RowHash)
            RowHashKernel.Apply(what.Literal.AsInt64, _table, Batch, _start, result, _count);
        else
            Apply(what, ValuesOf, result, _count);
        return result;
    }

    private static void Apply(ExpressionNode node, Func<int, Vector> evaluate, Vector result, int count)
    {
        var inputs = new Vector[node.Inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = evaluate(node.Inputs[i]);
        OperationKernel.Apply(node, inputs, result, count);
    }

    private Vector MakeTable(int node, CodedColumn coded)
    {
        var what = _graph.Nodes[node];
        int codes = coded.NullCode + 1;
        var table = new Vector(what.Type);
        if (what.Operation == Operation.Literal)
        {
            table.Fill(what.Literal, codes);
            return table;
        }
        if (what.Operation != Operation.Column)
        {
            // A literal has no column of its own: it is as long as the table that it goes into.
            Apply(what, input => _onlyColumn[input] == NoColumn ? MakeTable(input, coded) : Table(input), table, codes);
            return table;
        }
        table.Reset(codes);
        ColumnDecoder.Decode(coded.Column.Values, 0, coded.NullCode, table);
        table.EndWithNull(codes);
        return table;
    }
}
