using Grid.Columns;

namespace Grid.Query;

/// <content>Values that are chosen among others.</content>
internal sealed partial class Binder
{
    private Expression Case(IReadOnlyList<(Syntax Condition, Syntax Value)> branches, Syntax? otherwise)
    {
        List<Syntax> written = [.. branches.Select(b => b.Value)];
        if (otherwise is not null)
            written.Add(otherwise);
        var values = Together(written, [.. written.Select(Bind)], out var type);
        return CaseOf([.. branches.Select(b => Truth(b.Condition))], values, type);
    }

    private static Expression CaseOf(List<Expression> conditions, List<Expression> values, LogicalType type)
    {
        var inputs = new List<Expression>();
        for (int i = 0; i < conditions.Count; i++)
            inputs.AddRange(conditions[i], values[i]);
        inputs.Add(values.Count > conditions.Count ? values[^1] : Expression.Null(type));
        return Expression.Of(Operation.Case, type, [.. inputs]);
    }

    private Expression CaseOf(CallSyntax s) => s.Name.ToLowerInvariant() switch
    {
        "if" => Case([(s.Arguments[0], s.Arguments[1])], s.Arguments[2]),
        "nullif" => NullIf(s),
        _ => Cut(s),
    };

    private Expression NullIf(CallSyntax s)
    {
        var value = Operand(s.Arguments[0]);
        var equal = Compare(new BinarySyntax(s.Position, Operation.Equal, s.Arguments[0], s.Arguments[1]), value, s.Arguments[1] is LiteralSyntax ? Compared(s.Arguments[1], s.Arguments[0]) : Bind(s.Arguments[1]));
        return CaseOf([equal], [Expression.Null(value.Type), value], value.Type);
    }

    // As pandas' cut: from above one edge up to the next, and nothing outside of them.
    private Expression Cut(CallSyntax s)
    {
        var value = Operand(s.Arguments[0]);
        if (!CommonType.IsTemporal(value))
            value = Number(s.Arguments[0], value);
        var conditions = new List<Expression>();
        var labels = new List<Expression>();
        Expression? last = null;
        foreach (var edge in s.Arguments.Skip(1))
        {
            var bound = Bind(edge);
            if (bound is not { IsLiteral: true, IsNull: false } || bound.Type.Kind is not (LogicalKind.Whole or LogicalKind.Unsigned or LogicalKind.Real or LogicalKind.Text))
                throw Fault(edge, "expected an edge: a number, or a moment in quotes");
            if (last is not null && !Ascends(edge, value, last, bound))
                throw Fault(edge, $"edges ascend, and {bound.Literal} is not above {last.Literal}");
            conditions.Add(Compare(new BinarySyntax(edge.Position, Operation.LessOrEqual, s.Arguments[0], edge), value, bound));
            labels.Add(last is null ? Expression.Null(LogicalType.Text) : Expression.Of(Scalar.Text($"({last.Literal}, {bound.Literal}]")));
            last = bound;
        }
        return CaseOf(conditions, labels, LogicalType.Text);
    }

    private bool Ascends(Syntax at, Expression value, Expression low, Expression high)
    {
        if (!CommonType.IsTemporal(value))
            return NumberOrder.Compare(low.Literal, high.Literal) < 0;
        return low.Literal.AsText is { } a && high.Literal.AsText is { } b
            ? Moment(at, a, value) is var x && Moment(at, b, value) is var y && (x.Seconds, x.Nanoseconds).CompareTo((y.Seconds, y.Nanoseconds)) < 0
            : throw Fault(at, $"expected moments in quotes to go with {value.Type}");
    }

    private Expression Coalesce(CallSyntax s)
    {
        var values = Together(s.Arguments, [.. s.Arguments.Select(Bind)], out var type);
        return Expression.Of(Operation.Coalesce, type, [.. values]);
    }

    private Expression Extreme(CallSyntax s, Operation operation)
    {
        var values = Together(s.Arguments, [.. s.Arguments.Select(Operand)], out var type);
        return Expression.Of(operation, type, [.. values]);
    }

    /// <summary>Values as the type that all of them have in common, unchanged; texts among dates and timestamps are moments.</summary>
    private List<Expression> Together(IReadOnlyList<Syntax> written, List<Expression> values, out LogicalType type)
    {
        if (values.Find(CommonType.IsTemporal) is { } moment)
        {
            for (int i = 0; i < values.Count; i++)
            {
                if (values[i] is { IsLiteral: true, Literal.AsText: not null })
                    values[i] = Temporal(written[i], values[i], moment);
            }
        }
        var common = values[0];
        for (int i = 1; i < values.Count; i++)
            (common, _) = Meet(written[i], common, values[i]);
        type = common.Type;
        for (int i = 0; i < values.Count; i++)
            values[i] = Exactly(written[i], values[i], type);
        return values;
    }
}
