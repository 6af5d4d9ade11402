namespace Grid.Query;

/// <summary>Finds center and scale of columns, as scikit-learn's scalers have them.</summary>
internal static class ScaleFit
{
    // Differences of values beyond 2^1000 may be no doubles: such figures are of values in units of 2^8.
    private const int FarExponent = 8;
    private static readonly double s_far = Math.ScaleB(1, 1000);
    private static readonly double s_down = Math.ScaleB(1, -FarExponent);

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
            Scaling.Standard => [Expr.Call("count", x).Text, Expr.Call("mean", x).Text, Expr.Call("var", x).Text, Expr.Call("std", x * Expr.Lit(s_down)).Text],
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
        bool isFar = scaling.With == Scaling.Standard ? Math.Max(Math.Abs(x[1]) * s_down, x[3]) >= s_far * s_down : x.Any(figure => Math.Abs(figure) >= s_far);
        double down = isFar ? s_down : 1;
        var (center, scale) = scaling.With switch
        {
            Scaling.Standard => (x[1] * down, Deviation(x[0], x[1] * s_down, x[2], x[3]) * (down / s_down)),
            Scaling.MinMax => (x[0] * down, x[1] * down - x[0] * down),
            _ => (x[0] * down, x[2] * down - x[1] * down),
        };
        if (scaling.With != Scaling.Standard && scale < 10 * (double.BitIncrement(1) - 1) || scale == 0)
            scale = 1;
        return double.IsFinite(center) && double.IsFinite(scale)
            ? new ScaledTransform(scaling.Column, column.Type, center, scale) { Exponent = isFar ? FarExponent : 0 }
            : throw new QuestionException($"scale: column '{scaling.Column}' has infinite values, or too great ones, to be scaled by: clip it first.");
    }

    // The population's deviation in units of 2^8, as the mean and the sample's; 0 where rounding alone may have made it: a constant column keeps its scale.
    private static double Deviation(double count, double mean, double sampleVariance, double sample)
    {
        double share = (count - 1) / count, epsilon = double.BitIncrement(1) - 1, variance = sampleVariance * share;
        if (double.IsNormal(variance) && double.IsFinite(variance))
        {
            double up = 1 / s_down, rounding = count * epsilon * variance + count * mean * up * epsilon * (count * mean * up * epsilon);
            return variance <= rounding ? 0 : Math.Sqrt(variance) * s_down;
        }
        // Squares are no doubles, and their roots are.
        return sample * Math.Sqrt(share * Math.Max(0, 1 - count * epsilon)) <= count * Math.Abs(mean) * epsilon ? 0 : sample * Math.Sqrt(share);
    }
}
