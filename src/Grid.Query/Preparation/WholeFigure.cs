using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Figures that take a place in columns of whole numbers. Between small ones a figure may be a fraction, and the column becomes one of doubles; beside
/// whole numbers of more digits than a double has, it is the whole number next to it, so that those stay what they are.
/// </summary>
internal static class WholeFigure
{
    private const double Exact = 1L << 53;

    /// <summary>What is asked for a column besides its figures: between which values it is; nothing of one that has no whole numbers.</summary>
    public static IReadOnlyList<string> Aggregates(string name, Expression column) =>
        CommonType.IsWhole(column.Type) ? [Expr.Call("min", Expr.Col(name)).Text, Expr.Call("max", Expr.Col(name)).Text] : [];

    /// <summary>A figure as it goes into a column.</summary>
    /// <param name="figure">The figure, which is not null.</param>
    /// <param name="column">The column.</param>
    /// <param name="extremes">What <see cref="Aggregates"/> were.</param>
    public static Scalar Of(Scalar figure, Expression column, IReadOnlyList<Scalar> extremes)
    {
        if (figure.Type!.Kind != LogicalKind.Real || extremes.Count < 2 || extremes.All(value => Math.Abs(value.AsDouble) <= Exact))
            return figure;
        // A mean may be rounded to a double beyond the values that it is of.
        var whole = Int128.Clamp((Int128)Math.Round(figure.AsDouble), extremes[0].AsWhole, extremes[1].AsWhole);
        return column.Type.Kind == LogicalKind.Unsigned ? Scalar.UInt64((ulong)whole) : Scalar.Int64((long)whole);
    }
}
