using Grid.Columns;

namespace Grid.Query;

/// <summary>Finds what fills columns.</summary>
internal static class FillFit
{
    /// <summary>A transform that gives a column of the type that the fitted one will give.</summary>
    /// <exception cref="QuestionException">The column cannot be filled so.</exception>
    public static FilledTransform Foresee(ColumnFill fill, Expression column) => new(fill.Column, column.Type, fill.With.Method switch
    {
        FillMethod.Value => Given(fill, column),
        FillMethod.Mode or FillMethod.Forward or FillMethod.Backward => Zero(column.Type),
        _ => CommonType.IsNumber(column.Type) ? Scalar.Float64(0)
            : throw new QuestionException($"fill: there is no {fill.With} of column '{fill.Column}', which is {column.Type}: expected mode, ffill, bfill or {ValueText.Expected(column)}."),
    });

    /// <summary>What is asked for a column.</summary>
    public static IReadOnlyList<string> Aggregates(ColumnFill fill, Expression column)
    {
        if (fill.With.Method is FillMethod.Value or FillMethod.Forward or FillMethod.Backward)
            return [];
        string figure = Expr.Call($"{fill.With}", Expr.Col(fill.Column)).Text;
        return fill.With.Method == FillMethod.Mode ? [figure] : [figure, .. WholeFigure.Aggregates(fill.Column, column)];
    }

    /// <summary>The transform, once the figures are known.</summary>
    /// <exception cref="QuestionException">The column has no values, or its figure is none.</exception>
    public static FilledTransform Fitted(ColumnFill fill, Expression column, IReadOnlyList<Scalar> figures)
    {
        if (fill.With.Method == FillMethod.Value)
            return Foresee(fill, column);
        var figure = figures[0];
        if (figure.IsNull)
            throw new QuestionException($"fill: column '{fill.Column}' has no values, and so no {fill.With}: give a value, or leave the column out.");
        return figure.Type!.Kind == LogicalKind.Real && !double.IsFinite(figure.AsDouble)
            ? throw new QuestionException($"fill: column '{fill.Column}' has infinite values, and so no {fill.With} that is a number: clip it first, or give a value.")
            : new FilledTransform(fill.Column, column.Type, WholeFigure.Of(figure, column, [.. figures.Skip(1)]));
    }

    private static Scalar Given(ColumnFill fill, Expression column)
    {
        try
        {
            if ((fill.With.Text is { } text ? ValueText.Read(text, column) : ValueText.Fitting(fill.With.Value, column)) is { } value)
                return value;
        }
        catch (QuestionException fault)
        {
            throw new QuestionException($"fill: column '{fill.Column}': {fault.Message}");
        }
        string methods = CommonType.IsNumber(column.Type) ? "mean, median, mode, ffill, bfill" : "mode, ffill, bfill";
        string meant = fill.With.Text is { } word && EditDistance.Nearest(word, Fill.Words.Keys) is { } near ? $"; did you mean '{near}'?" : ".";
        throw new QuestionException($"fill: '{fill.With}' is no value of column '{fill.Column}', which is {column.Type}: expected {methods} or {ValueText.Expected(column)}{meant}");
    }

    private static Scalar Zero(LogicalType type) => type.Kind switch
    {
        LogicalKind.Text => Scalar.Text(""),
        LogicalKind.Bool => Scalar.Bool(false),
        LogicalKind.Real => Scalar.Float64(0),
        _ => ScalarKey.FromInteger(type, 0),
    };
}
