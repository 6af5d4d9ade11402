using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// The expressions of a scan as one list of nodes, inputs before what they feed. Equal nodes are one node,
/// so that what several questions share is evaluated once.
/// </summary>
internal sealed class ExpressionGraph
{
    private readonly List<ExpressionNode> _nodes = [];
    private readonly Dictionary<string, int> _interned = new(StringComparer.Ordinal);
    private readonly Dictionary<Expression, int> _added = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyList<ExpressionNode> Nodes => _nodes;

    /// <summary>The names of the columns that there are among the nodes, each once.</summary>
    public IReadOnlyList<string> ColumnNames => [.. _nodes.Where(node => node.Operation == Operation.Column).Select(node => node.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>Adds an expression, and says at which position its value is.</summary>
    public int Add(Expression expression)
    {
        if (_added.TryGetValue(expression, out int position))
            return position;
        var node = new ExpressionNode
        {
            Operation = expression.Operation,
            Type = expression.Type,
            Inputs = [.. expression.Inputs.Select(Add)],
            Literal = expression.Literal,
            Set = [.. expression.Set],
            Name = expression.Name,
        };
        var writer = new ByteWriter();
        Write(writer, node);
        string bytes = Convert.ToBase64String(writer.ToArray());
        if (!_interned.TryGetValue(bytes, out position))
        {
            position = _nodes.Count;
            _nodes.Add(node);
            _interned.Add(bytes, position);
        }
        _added.Add(expression, position);
        return position;
    }

    /// <summary>Adds an expression where there is one; -1 stands for none.</summary>
    public int AddOptional(Expression? expression) => expression is null ? -1 : Add(expression);

    public void Write(ByteWriter writer)
    {
        writer.Count(_nodes.Count);
        foreach (var node in _nodes)
            Write(writer, node);
    }

    public static ExpressionGraph Read(ref ByteReader reader)
    {
        var graph = new ExpressionGraph();
        for (int left = reader.Count(4); left > 0; left--)
        {
            var operation = (Operation)reader.Byte();
            var type = reader.Type();
            var inputs = new int[reader.Count()];
            for (int i = 0; i < inputs.Length; i++)
                inputs[i] = reader.Within(0, graph._nodes.Count - 1);
            var literal = reader.Scalar();
            var set = new Scalar[reader.Count()];
            for (int i = 0; i < set.Length; i++)
                set[i] = reader.Scalar();
            var node = new ExpressionNode { Operation = operation, Type = type, Inputs = inputs, Literal = literal, Set = set, Name = reader.Text() };
            if (!ExpressionRules.Holds(node, graph._nodes))
                throw reader.Corrupt($"operation {(int)operation} cannot give {type} of its {inputs.Length} inputs");
            graph._nodes.Add(node);
        }
        return graph;
    }

    /// <summary>Reads the position of a node; -1 for none where <paramref name="optional"/>.</summary>
    public int ReadNode(ref ByteReader reader, bool optional = false) => reader.Within(optional ? 0 : 1, _nodes.Count) - 1;

    /// <summary>Reads the position of a condition; -1 for none.</summary>
    public int ReadFilter(ref ByteReader reader)
    {
        int filter = ReadNode(ref reader, optional: true);
        return filter < 0 || _nodes[filter].Type.Kind == LogicalKind.Bool ? filter : throw reader.Corrupt("a filter is no condition");
    }

    /// <summary>Writes the position of a node, or -1.</summary>
    public static void WriteNode(ByteWriter writer, int node) => writer.Count(node + 1);

    private static void Write(ByteWriter writer, ExpressionNode node)
    {
        writer.Byte((byte)node.Operation);
        writer.Type(node.Type);
        writer.Count(node.Inputs.Length);
        foreach (int input in node.Inputs)
            writer.Count(input);
        writer.Scalar(node.Literal);
        writer.Count(node.Set.Length);
        foreach (var value in node.Set)
            writer.Scalar(value);
        writer.Text(node.Name);
    }
}
