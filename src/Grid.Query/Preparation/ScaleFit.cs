namespace Grid.Query;

/// <summary>Finds center and scale of columns, as scikit-learn's scalers have them.</summary>
internal static class ScaleFit
{
    /// <summary>A transform that gives a column of the type that the fitted one will give.</summary>
    /// <exception cref="QuestionException">The column is none of numbers.</exception>
    public static ScaledTransform Foresee(ColumnScaling scaling, Expression column) => CommonType.IsNumber(column.Type)
        ? new ScaledTransform(scaling.Column, column.Type, 0, 1)
        : throw new QuestionException($"scale: column '{scaling.Column}' is {column.Type}, and only numbers can be scaled.");

    /// <summary>What is asked for a column.</summary>
    public static IReadOnlyList<string> Aggregates(ColumnScaling scaling)
    {
        var x = Expr.Col(scaling.Column);
        return scaling.With switch
        {
            Scaling.Standard => [Expr.Call("count", x).Text, Expr.Call("mean", x).Text, Expr.Call("var", x).Text],
            Scaling.MinMax => [Expr.Call("min", x).Text, Expr.Call("max", x).Text],
            _ => [Expr.Call("median", x).Text, Expr.Call("quantile", x, Expr.Lit(0.25)).Text, Expr.Call("quantile", x, Expr.Lit(0.75)).Text],
        };
    }

    /// <summary>The transform, once the figures are known.</summary>
    /// <exception cref="QuestionException">The column has no values, or infinite ones.</exception>
    public static ScaledTransform Fitted(ColumnScaling scaling, Expression column, IReadOnlyList<Scalar> figures)
    {
        // Of one value alone there is no sample variance, and the population's is 0.
        double[] x = [.. figures.Select(f => f.IsNull ? 0 : f.AsDouble)];
        bool isEmpty = scaling.With == Scaling.Standard ? x[0] == 0 : figures[0].IsNull;
        if (isEmpty)
            throw new QuestionException($"scale: column '{scaling.Column}' has no values to be scaled by: fill it first, or leave it out.");
        var (center, scale) = scaling.With switch
        {
            Scaling.Standard => (x[1], Deviation(x[0], x[1], x[2])),
            Scaling.MinMax => (x[0], Range(x[1] - x[0])),
            _ => (x[0], Range(x[2] - x[1])),
        };
        return double.IsFinite(center) && double.IsFinite(scale)
            ? new ScaledTransform(scaling.Column, column.Type, center, scale)
            : throw new QuestionException($"scale: column '{scaling.Column}' has infinite values, or too great ones, to be scaled by: clip it first.");
    }

    // A variance that rounding alone may have made is that of a constant column, which keeps its scale.
    private static double Deviation(double count, double mean, double sampleVariance)
    {
        double variance = sampleVariance * ((count - 1) / count), epsilon = double.BitIncrement(1) - 1;
        double rounding = count * epsilon * variance + count * mean * epsilon * (count * mean * epsilon);
        return variance <= rounding ? 1 : Math.Sqrt(variance);
    }

    private static double Range(double range) => range < 10 * (double.BitIncrement(1) - 1) ? 1 : range;
}
