using Grid.Columns;

namespace Grid.Query;

/// <summary>The joins that come before what is computed of a table's rows, in order, each of no more columns than are needed of it.</summary>
internal sealed class JoinPlan
{
    private readonly HashSet<string>[] _needed;

    private JoinPlan(IReadOnlyList<JoinStep> steps, HashSet<string>[] needed, IReadOnlyList<string> source) => (Steps, _needed, SourceColumns) = (steps, needed, source);

    /// <summary>The joins.</summary>
    public IReadOnlyList<JoinStep> Steps { get; }

    /// <summary>The columns of the table that are read, each once.</summary>
    public IReadOnlyList<string> SourceColumns { get; }

    /// <summary>What is wanted of the other sides, in the order of the joins.</summary>
    public IReadOnlyList<JoinSideSpec> Sides => [.. Steps.Select(step => step.Side)];

    /// <summary>The condition that the table's own rows meet, before the joins or after them: who meets it not is in no joined row that counts.</summary>
    /// <param name="graph">What is computed of the joined rows.</param>
    /// <param name="filter">The node of the condition that those meet; negative for none.</param>
    public RowCondition? Condition(ExpressionGraph graph, int filter)
    {
        // Rows of the other side alone, were there any, would not go by it.
        if (!Steps.All(step => step.Kind is JoinKind.Inner or JoinKind.Left or JoinKind.Semi or JoinKind.Anti))
            return null;
        if (Steps.Count > 0 && Steps[0].Filter >= 0)
            return RowCondition.Of(Steps[0].Graph, Steps[0].Filter);
        return RowCondition.Of(graph, filter, Steps.SelectMany(step => step.Columns).Select(column => column.Name));
    }

    /// <summary>Whether what is computed of a row goes by the other rows of its partition.</summary>
    /// <param name="graph">What is computed of the joined rows.</param>
    public bool IsWhole(ExpressionGraph graph) => Steps.Select(step => step.Graph).Append(graph)
        .Any(g => g.Nodes.Any(node => node.Operation is Operation.PartitionPlace or Operation.FillForward or Operation.FillBackward));

    /// <summary>Plans joins for expressions.</summary>
    /// <param name="steps">The joins, of all columns.</param>
    /// <param name="graph">What is computed of the joined rows.</param>
    public static JoinPlan For(IReadOnlyList<JoinStep> steps, ExpressionGraph graph)
    {
        // From the last to the first: what a later one looks up, an earlier one may have taken over.
        var needed = new HashSet<string>[steps.Count];
        var planned = new JoinStep[steps.Count];
        HashSet<string> names = [.. graph.ColumnNames];
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            (needed[i], planned[i]) = ([.. names], steps[i].Taking(names));
            names.ExceptWith(planned[i].Columns.Select(column => column.Name));
            names.UnionWith(steps[i].Graph.ColumnNames);
        }
        return new JoinPlan(planned, needed, [.. names]);
    }

    /// <summary>What the rows of a partition ask of another side that is cut into shares.</summary>
    /// <param name="table">The partition.</param>
    /// <param name="before">The other sides of the joins before that one.</param>
    /// <param name="shares">How many shares there are.</param>
    /// <param name="cancellation">Ends it.</param>
    public JoinDemand Demand(PartitionTable table, IReadOnlyList<JoinSide> before, int shares, CancellationToken cancellation) =>
        JoinDemand.Of(JoinFirst(before.Count, table, before, cancellation), Steps[before.Count], shares, cancellation);

    /// <summary>The joined rows of a partition, made while they are read.</summary>
    /// <param name="table">The partition.</param>
    /// <param name="sides">The other sides, in the order of <see cref="Sides"/>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public PartitionTable Join(PartitionTable table, IReadOnlyList<JoinSide> sides, CancellationToken cancellation) => JoinFirst(Steps.Count, table, sides, cancellation);

    private PartitionTable JoinFirst(int joins, PartitionTable table, IReadOnlyList<JoinSide> sides, CancellationToken cancellation)
    {
        for (int i = 0; i < joins; i++)
        {
            var fields = table.Schema.Fields.Concat(Steps[i].Columns).Where(field => _needed[i].Contains(field.Name));
            table = JoinedRows.Of(table, Steps[i], sides[i], new Schema(fields), cancellation);
        }
        return table;
    }
}
