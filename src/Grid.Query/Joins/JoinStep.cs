using Grid.Columns;

namespace Grid.Query;

/// <summary>A join bound to the columns of a table: what is looked up, and what is taken over.</summary>
internal sealed record JoinStep
{
    /// <summary>Which rows are kept.</summary>
    public required JoinKind Kind { get; init; }

    /// <summary>The table's keys, and the condition that its rows meet before they are joined.</summary>
    public required ExpressionGraph Graph { get; init; }

    /// <summary>The node of each key.</summary>
    public required int[] Keys { get; init; }

    /// <summary>The node of the condition; negative where there is none.</summary>
    public required int Filter { get; init; }

    /// <summary>What is wanted of the other side.</summary>
    public required JoinSideSpec Side { get; init; }

    /// <summary>The columns that are taken over, each under the name that it has in the joined table, in the order of the side's.</summary>
    public required IReadOnlyList<Field> Columns { get; init; }

    /// <summary>Binds keys and a condition.</summary>
    public static JoinStep Of(JoinKind kind, IReadOnlyList<Expression> keys, Expression? filter, JoinSideSpec side, IReadOnlyList<Field> columns)
    {
        var graph = new ExpressionGraph();
        return new JoinStep { Kind = kind, Graph = graph, Keys = [.. keys.Select(graph.Add)], Filter = graph.AddOptional(filter), Side = side, Columns = columns };
    }

    /// <summary>The same of fewer columns: those of these names.</summary>
    public JoinStep Taking(IReadOnlySet<string> names)
    {
        int[] taken = [.. Enumerable.Range(0, Columns.Count).Where(i => names.Contains(Columns[i].Name))];
        return this with
        {
            Side = Side with { Columns = [.. taken.Select(i => Side.Columns[i])] },
            Columns = [.. taken.Select(i => Columns[i])],
        };
    }

    public void Write(ByteWriter writer)
    {
        writer.Byte((byte)Kind);
        Graph.Write(writer);
        writer.Count(Keys.Length);
        foreach (int key in Keys)
            ExpressionGraph.WriteNode(writer, key);
        ExpressionGraph.WriteNode(writer, Filter);
        Side.Write(writer);
        foreach (var column in Columns)
        {
            writer.Text(column.Name);
            writer.Type(column.Logical);
        }
    }

    public static JoinStep Read(ref ByteReader reader)
    {
        byte kind = reader.Byte();
        if (kind > (byte)JoinKind.Anti)
            throw reader.Corrupt($"{kind} is no kind of join");
        var graph = ExpressionGraph.Read(ref reader);
        var keys = new int[reader.Count()];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = graph.ReadNode(ref reader);
        int filter = graph.ReadFilter(ref reader);
        var side = JoinSideSpec.Read(ref reader);
        if (side.Keys.Count != keys.Length || keys.Length == 0)
            throw reader.Corrupt($"{keys.Length} keys are joined with {side.Keys.Count}");
        var columns = new Field[side.Columns.Count];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = new Field(reader.Text(), reader.Type().Storage);
        return new JoinStep { Kind = (JoinKind)kind, Graph = graph, Keys = keys, Filter = filter, Side = side, Columns = columns };
    }
}
