using Grid.Columns;

namespace Grid.Query;

/// <summary>What a split makes of the columns: the condition that its rows meet.</summary>
internal static class SplitColumns
{
    /// <summary>The condition.</summary>
    public static Expression Condition(SplitTransform split, Scope scope)
    {
        var number = RowSample.Number(split.Seed);
        var position = Class(split.Column, split.Classes, scope);
        var inputs = new List<Expression>();
        for (int i = 0; i < split.Ranges.Count; i++)
        {
            inputs.Add(Expression.Of(Operation.Equal, LogicalType.Bool, position, Expression.Of(Scalar.Int64(i))));
            inputs.Add(Within(number, split.Ranges[i]));
        }
        var within = split.Column is null ? Within(number, split.Ranges[0])
            : Expression.Of(Operation.Case, LogicalType.Bool, [.. inputs, Expression.Of(Scalar.Bool(false))]);
        return split.Inside ? within : Expression.Of(Operation.Not, LogicalType.Bool, within);
    }

    /// <summary>Adds the columns that are counted.</summary>
    public static void Apply(SplitNumbersTransform numbers, Scope scope)
    {
        var number = RowSample.Number(numbers.Seed);
        if (numbers.Bits > 0)
        {
            var low = Expression.Of(Operation.Modulo, LogicalType.Unsigned, number, Expression.Of(Scalar.UInt64(1UL << numbers.Bits)));
            number = Expression.Of(Operation.Subtract, LogicalType.Unsigned, number, low);
        }
        var position = Class(numbers.Column, numbers.Classes, scope);
        scope.Set(SplitNumbersTransform.Class, position);
        scope.Set(SplitNumbersTransform.Number, number);
    }

    private static Expression Within(Expression number, SplitRange range)
    {
        if (range.First > range.Last)
            return Expression.Of(Scalar.Bool(false));
        var upper = Expression.Of(Operation.LessOrEqual, LogicalType.Bool, number, Expression.Of(Scalar.UInt64(range.Last)));
        return range.First == 0 ? upper
            : Expression.Of(Operation.And, LogicalType.Bool, Expression.Of(Operation.GreaterOrEqual, LogicalType.Bool, number, Expression.Of(Scalar.UInt64(range.First))), upper);
    }

    private static Expression Class(string? column, IReadOnlyList<Scalar> classes, Scope scope) => column is null
        ? Expression.Of(Scalar.Int64(0))
        : Expression.Of(Operation.Coalesce, LogicalType.Whole, Expression.Ordinal(scope.Get(column), classes), Expression.Of(Scalar.Int64(classes.Count)));
}
