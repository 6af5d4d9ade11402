using Grid.Columns;

namespace Grid.Query;

/// <summary>Finds the bounds of columns.</summary>
internal static class ClipFit
{
    /// <summary>A transform that gives a column of the type that the fitted one will give.</summary>
    /// <exception cref="QuestionException">The column cannot be clipped so.</exception>
    public static ClippedTransform Foresee(ColumnClip clip, Expression column)
    {
        if (column.Type.Kind is LogicalKind.Text or LogicalKind.Bool)
            throw new QuestionException($"clip: column '{clip.Column}' is {column.Type}, and only numbers, dates and timestamps can be clipped.");
        if (clip is { Least: null, Most: null })
            throw new QuestionException($"clip: column '{clip.Column}' has no bounds; give one or two, such as 0..100 or p1..p99.");
        return Ordered(clip, column, Known(clip, clip.Least, column) ?? Scalar.Null, Known(clip, clip.Most, column) ?? Scalar.Null, foreseen: true);
    }

    /// <summary>What is asked for a column.</summary>
    public static IReadOnlyList<string> Aggregates(ColumnClip clip, Expression column)
    {
        string[] quantiles = [.. new[] { clip.Least, clip.Most }.Select(b => b?.Quantile).OfType<double>().Select(share => Expr.Call("quantile", Expr.Col(clip.Column), Expr.Lit(share)).Text)];
        return quantiles.Length == 0 ? [] : [.. quantiles, .. WholeFigure.Aggregates(clip.Column, column)];
    }

    /// <summary>The transform, once the figures are known.</summary>
    /// <exception cref="QuestionException">The column has no values, or the bounds are in the wrong order.</exception>
    public static ClippedTransform Fitted(ColumnClip clip, Expression column, IReadOnlyList<Scalar> figures)
    {
        if (figures.Any(f => f.IsNull))
            throw new QuestionException($"clip: column '{clip.Column}' has no values, and so no percentiles: give values, or leave the column out.");
        int bounds = new[] { clip.Least, clip.Most }.Count(b => b is { Quantile: not null });
        var next = new Queue<Scalar>(figures.Take(bounds));
        Scalar[] extremes = [.. figures.Skip(bounds)];
        return Ordered(clip, column, Bound(clip.Least), Bound(clip.Most), foreseen: false);

        Scalar Bound(ClipBound? bound) => bound is { Quantile: not null } ? WholeFigure.Of(next.Dequeue(), column, extremes) : Known(clip, bound, column) ?? Scalar.Null;
    }

    private static ClippedTransform Ordered(ColumnClip clip, Expression column, Scalar least, Scalar most, bool foreseen)
    {
        bool isOpen = foreseen && (clip.Least?.Quantile is not null || clip.Most?.Quantile is not null);
        if (clip.Least?.Quantile > clip.Most?.Quantile || (!isOpen && !least.IsNull && !most.IsNull && IsAbove(least, most)))
            throw new QuestionException($"clip: the lower bound of column '{clip.Column}', {clip.Least}, is above the upper one, {clip.Most}.");
        return new ClippedTransform(clip.Column, column.Type, least, most);
    }

    private static bool IsAbove(Scalar least, Scalar most) => least.AsMoment is { } a && most.AsMoment is { } b
        ? (a.Seconds, a.Nanoseconds).CompareTo((b.Seconds, b.Nanoseconds)) > 0 : NumberOrder.Compare(least, most) > 0;

    // A percentile is of float64 as far as is known.
    private static Scalar? Known(ColumnClip clip, ClipBound? bound, Expression column)
    {
        if (bound is null)
            return null;
        if (bound.Quantile is { } share)
        {
            return CommonType.IsTemporal(column) ? throw new QuestionException($"clip: column '{clip.Column}' is {column.Type}, whose bounds are {ValueText.Expected(column)}, and no percentiles.")
                : share is >= 0 and <= 1 ? Scalar.Float64(0)
                : throw new QuestionException($"clip: {bound} is no percentile of column '{clip.Column}': expected p0 to p100.");
        }
        try
        {
            if ((bound.Text is { } text ? ValueText.Read(text, column) : ValueText.Fitting(bound.Value, column)) is { } value)
                return value;
        }
        catch (QuestionException fault)
        {
            throw new QuestionException($"clip: column '{clip.Column}': {fault.Message}");
        }
        throw new QuestionException($"clip: '{bound}' is no bound of column '{clip.Column}', which is {column.Type}: expected {ValueText.Expected(column)}, or a percentile such as p99.");
    }
}
