namespace Grid.Query;

/// <summary>Aggregates with the arguments that they share: of each, everything is gathered at once.</summary>
internal sealed class AggregateColumns
{
    private readonly ExpressionGraph _graph = new();
    private readonly List<int> _nodes = [];
    private readonly List<(Expression Value, List<AggregateFunction> Functions)> _arguments = [];
    private readonly List<(AggregateSpec Aggregate, int[] Arguments)> _aggregates = [];

    public AggregateColumns(IEnumerable<AggregateSpec> aggregates)
    {
        foreach (var aggregate in aggregates)
            _aggregates.Add((aggregate, [.. aggregate.Arguments.Select((argument, i) => Add(argument, Needs(aggregate.Function, i)))]));
    }

    public IReadOnlyList<(Expression Value, List<AggregateFunction> Functions)> Arguments => _arguments;

    /// <summary>In the order asked, each with the positions of its arguments; none for a count of rows.</summary>
    public IReadOnlyList<(AggregateSpec Aggregate, int[] Arguments)> Aggregates => _aggregates;

    // Equal expressions are one node of a graph.
    private int Add(Expression argument, AggregateFunction function)
    {
        int node = _graph.Add(argument), at = _nodes.IndexOf(node);
        if (at < 0)
        {
            at = _nodes.Count;
            _nodes.Add(node);
            _arguments.Add((argument, []));
        }
        _arguments[at].Functions.Add(function);
        return at;
    }

    // Of two values, their squares are needed for a correlation, and nothing but the sums of their products.
    private static AggregateFunction Needs(AggregateFunction function, int argument) => function switch
    {
        AggregateFunction.Corr when argument < 2 => AggregateFunction.Var,
        AggregateFunction.Corr or AggregateFunction.Cov => AggregateFunction.Sum,
        _ => function,
    };
}
