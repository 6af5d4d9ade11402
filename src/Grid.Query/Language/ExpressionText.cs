namespace Grid.Query;

/// <summary>Writes nodes of a graph as a person would, for messages.</summary>
internal static class ExpressionText
{
    private const int Longest = 120;

    /// <summary>A node and all that it is computed from.</summary>
    public static string Of(ExpressionGraph graph, int node)
    {
        string text = Write(graph, node, 0);
        return text.Length <= Longest ? text : $"{text.AsSpan(0, Longest)}…";
    }

    /// <summary>A node as the operand of an operator.</summary>
    public static string Operand(ExpressionGraph graph, int node) => Symbol(graph.Nodes[node].Operation) is null ? Of(graph, node) : $"({Of(graph, node)})";

    /// <summary>The operator of two operands; null for all else.</summary>
    public static string? Symbol(Operation operation) => operation switch
    {
        Operation.Add => "+",
        Operation.Subtract => "-",
        Operation.Multiply => "*",
        Operation.Divide => "/",
        Operation.Modulo => "%",
        Operation.Power => "^",
        Operation.Equal => "==",
        Operation.NotEqual => "!=",
        Operation.Less => "<",
        Operation.LessOrEqual => "<=",
        Operation.Greater => ">",
        Operation.GreaterOrEqual => ">=",
        Operation.And => "and",
        Operation.Or => "or",
        _ => null,
    };

    // What nullif(a, b) is a case of: null where a is b, and else a.
    private static (int Value, int Other)? NullIf(ExpressionGraph graph, ExpressionNode what) =>
        what.Inputs is [var condition, var none, var value] && graph.Nodes[condition] is { Operation: Operation.Equal } equal && equal.Inputs[0] == value
        && graph.Nodes[none] is { Operation: Operation.Literal, Literal.IsNull: true } ? (value, equal.Inputs[1]) : null;

    private static string Write(ExpressionGraph graph, int node, int depth)
    {
        var what = graph.Nodes[node];
        // A graph may share nodes, and be long when it is written out.
        if (depth > 6)
            return "…";
        string Input(int i) => Write(graph, what.Inputs[i], depth + 1);
        string Inner(int i) => Symbol(graph.Nodes[what.Inputs[i]].Operation) is null ? Input(i) : $"({Input(i)})";
        if (Symbol(what.Operation) is { } symbol)
            return $"{Inner(0)} {symbol} {Inner(1)}";
        return what.Operation switch
        {
            Operation.Column => what.Name,
            Operation.RowHash => "a random number",
            Operation.Literal => what.Literal.IsNull ? "null" : what.Literal.AsText is { } text ? $"'{text}'" : what.Literal.ToString(),
            Operation.Negate => $"-{Inner(0)}",
            Operation.Not => $"not {Inner(0)}",
            Operation.IsNull => $"{Inner(0)} is null",
            Operation.In => $"{Inner(0)} in (…)",
            Operation.Cast or Operation.CastExactly => Input(0),
            Operation.Case when NullIf(graph, what) is var (value, other) => $"nullif({Write(graph, value, depth + 1)}, {Write(graph, other, depth + 1)})",
            Operation.Case => "case … end",
            Operation.Like => $"{Inner(0)} like '{what.Literal}'",
            Operation.Round when what.Literal.AsInt64 != 0 => $"round({Input(0)}, {what.Literal})",
            Operation.TruncateMoment => $"trunc({Input(0)}, '{what.Literal}')",
            Operation.Convert or Operation.TryConvert => $"{Functions.NameOf(what.Operation)}({Input(0)} as {what.Type})",
            _ => $"{Functions.NameOf(what.Operation)}({string.Join(", ", what.Inputs.Select((_, i) => Input(i)))})",
        };
    }
}
