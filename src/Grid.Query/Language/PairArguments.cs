using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// What covariance and correlation sum over the rows where both of two values are known: each of them, and their product in two
/// parts, what a double holds of it and what it leaves (T. J. Dekker, 1971). So all sums are exact, and nothing cancels.
/// </summary>
internal static class PairArguments
{
    /// <summary>How many <see cref="Of"/> makes.</summary>
    public const int Near = 4;

    /// <summary>The values, the product and what its rounding left.</summary>
    public static List<Expression> Of(Expression x, Expression y)
    {
        (x, y) = (CommonType.Cast(Missing.AsNull(x), LogicalType.Real), CommonType.Cast(Missing.AsNull(y), LogicalType.Real));
        return [Beside(x, y), Beside(y, x), Expression.Of(Operation.Multiply, LogicalType.Real, x, y), Expression.Of(Operation.ProductError, LogicalType.Real, x, y)];
    }

    /// <summary>
    /// The same where products leave the range of doubles at either end: those within it, those beyond it scaled down, and those below it scaled up, each with what
    /// its rounding left; <see cref="ExactSum"/> takes them together.
    /// </summary>
    /// <param name="near">What <see cref="Of"/> made.</param>
    public static List<Expression> Far(IReadOnlyList<Expression> near)
    {
        Expression product = near[2], x = product.Inputs[0], y = product.Inputs[1], size = Expression.Of(Operation.Abs, LogicalType.Real, product);
        var isHuge = Expression.Of(Operation.GreaterOrEqual, LogicalType.Bool, size, Number(ExactSum.Huge));
        var isTiny = Expression.Of(Operation.Less, LogicalType.Bool, size, Number(ExactSum.Tiny));
        return [near[0], near[1], Within(product), Within(near[3]), .. Scaled(isHuge, -ExactSum.Apart / 2), .. Scaled(isTiny, ExactSum.Below / 2)];

        Expression Within(Expression value) => Expression.Of(Operation.Case, LogicalType.Real, isHuge, Expression.Null(LogicalType.Real), isTiny, Expression.Null(LogicalType.Real), value);

        Expression[] Scaled(Expression condition, int exponent)
        {
            Expression a = Only(condition, x, exponent), b = Only(condition, y, exponent);
            return [Expression.Of(Operation.Multiply, LogicalType.Real, a, b), Expression.Of(Operation.ProductError, LogicalType.Real, a, b)];
        }
    }

    /// <summary>The sum of products of the moments of these arguments.</summary>
    public static ExactSum Products(Moments[] moments)
    {
        var products = moments[2].Sum.Copy();
        products.Add(moments[3].Sum);
        for (int i = 4; i < moments.Length; i++)
        {
            if (i < 6)
                products.AddApart(moments[i].Sum);
            else
                products.AddBelow(moments[i].Sum);
        }
        return products;
    }

    private static Expression Only(Expression condition, Expression value, int exponent) => Expression.Of(
        Operation.Multiply, LogicalType.Real, Expression.Of(Operation.Case, LogicalType.Real, condition, value, Expression.Null(LogicalType.Real)), Number(Math.ScaleB(1, exponent)));

    private static Expression Number(double value) => Expression.Of(Scalar.Float64(value));

    private static Expression Beside(Expression value, Expression other) => Expression.Of(
        Operation.Case, LogicalType.Real, Expression.Of(Operation.IsNull, LogicalType.Bool, other), Expression.Null(LogicalType.Real), value);
}
