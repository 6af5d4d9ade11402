namespace Grid.Query;

/// <summary>Aggregates with the arguments that they share: of each, everything is gathered at once.</summary>
internal sealed class AggregateColumns
{
    private readonly List<(Expression Value, List<AggregateFunction> Functions)> _arguments = [];
    private readonly List<(AggregateSpec Aggregate, int Argument)> _aggregates = [];

    public AggregateColumns(IEnumerable<AggregateSpec> aggregates)
    {
        // Equal expressions are one node of a graph.
        var graph = new ExpressionGraph();
        var nodes = new List<int>();
        foreach (var aggregate in aggregates)
        {
            if (aggregate.Argument is not { } argument)
            {
                _aggregates.Add((aggregate, -1));
                continue;
            }
            int node = graph.Add(argument), at = nodes.IndexOf(node);
            if (at < 0)
            {
                at = nodes.Count;
                nodes.Add(node);
                _arguments.Add((argument, []));
            }
            _arguments[at].Functions.Add(aggregate.Function);
            _aggregates.Add((aggregate, at));
        }
    }

    public IReadOnlyList<(Expression Value, List<AggregateFunction> Functions)> Arguments => _arguments;

    /// <summary>In the order asked, each with the position of its argument; -1 for a count of rows.</summary>
    public IReadOnlyList<(AggregateSpec Aggregate, int Argument)> Aggregates => _aggregates;
}
