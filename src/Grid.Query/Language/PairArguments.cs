using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// What covariance and correlation sum over the rows where both of two values are known: each of them, and their product in two
/// parts, what a double holds of it and what it leaves (T. J. Dekker, 1971). So all sums are exact, and nothing cancels.
/// </summary>
internal static class PairArguments
{
    /// <summary>The values, the product and what its rounding left.</summary>
    public static List<Expression> Of(Expression x, Expression y)
    {
        (x, y) = (CommonType.Cast(Missing.AsNull(x), DataType.Float64), CommonType.Cast(Missing.AsNull(y), DataType.Float64));
        return [Beside(x, y), Beside(y, x), Expression.Of(Operation.Multiply, DataType.Float64, x, y), Expression.Of(Operation.ProductError, DataType.Float64, x, y)];
    }

    private static Expression Beside(Expression value, Expression other) => Expression.Of(
        Operation.Case, DataType.Float64, Expression.Of(Operation.IsNull, DataType.Bool, other), Expression.Null(DataType.Float64), value);
}
