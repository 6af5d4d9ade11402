using Grid.Columns;

namespace Grid.Query;

/// <content>Dates and timestamps.</content>
internal sealed partial class Binder
{
    private Expression Elapsed(BinarySyntax s, Expression left, Expression right)
    {
        (left, right) = (Temporal(s.Left, left, right), Temporal(s.Right, right, left));
        RequireComparable(s, left, right);
        return Expression.Of(Operation.Subtract, left.Type.Kind == LogicalKind.Date && right.Type.Kind == LogicalKind.Date ? LogicalType.Whole : LogicalType.Real, left, right);
    }

    private Expression Temporal(Syntax syntax, Expression value, Expression other)
    {
        if (CommonType.IsTemporal(value))
            return value;
        if (value is { IsLiteral: true, Literal.AsText: { } text })
        {
            return MomentLiteral.As(Moment(syntax, text, other), other.Type) is { } tick ? Expression.Of(tick)
                : throw Fault(syntax, $"'{text}' is out of the range of {CommonType.Say(other)}");
        }
        throw Fault(syntax, $"expected a timestamp or date to go with {other.Type}, found a value of type {value.Type}");
    }

    private void RequireComparable(Syntax at, Expression left, Expression right)
    {
        if (CommonType.Of(left, right) is null)
            throw Fault(at, CommonType.Mismatch(left, right));
    }

    // A literal between two ticks of the column is never equal; for the order, the tick before it decides.
    private Expression CompareMoment(Syntax literal, Operation operation, Expression column, string text)
    {
        var (tick, exact) = Moment(literal, text, column).Floor(column.Type);
        var (first, last) = column.Type.Kind == LogicalKind.Date ? ((long)int.MinValue, (long)int.MaxValue) : (long.MinValue, long.MaxValue);
        if (tick > last)
            (tick, exact) = (last, false);
        if (!exact || tick < first)
        {
            operation = operation switch
            {
                Operation.Less => Operation.LessOrEqual,
                Operation.GreaterOrEqual => Operation.Greater,
                var same => same,
            };
            if (tick < first || operation is Operation.Equal or Operation.NotEqual)
            {
                // Never equal, nor before all ticks, yet null where the column is: x < x is false for every moment.
                var never = Expression.Of(Operation.Less, LogicalType.Bool, column, column);
                return operation is Operation.Equal or Operation.LessOrEqual ? never : Expression.Of(Operation.Not, LogicalType.Bool, never);
            }
        }
        return Expression.Of(operation, LogicalType.Bool, column, Expression.Of(ScalarKey.FromInteger(column.Type, (long)tick)));
    }

    private Moment Moment(Syntax at, string text, Expression beside) =>
        MomentLiteral.Read(text, beside, out var moment) is { } fault ? throw Fault(at, QuotedName.Advice(text, _scope) ?? fault) : moment;
}
