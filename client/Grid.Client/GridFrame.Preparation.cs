using Grid.Query;

namespace Grid.Client;

/// <content>
/// Preparation: filling, scaling, clipping. What a step needs of the table, such as a mean, is asked when the frame is first used, of what the steps
/// before it give.
/// </content>
public sealed partial class GridFrame
{
    /// <summary>Puts a figure of the column, or a value, where it is null or NaN. With the mean or the median whole numbers become float64.</summary>
    /// <param name="column">The column.</param>
    /// <param name="with"><see cref="Fill.Mean"/>, <see cref="Fill.Median"/>, <see cref="Fill.Mode"/>, or a value: <c>0</c>, <c>"unknown"</c>.</param>
    public GridFrame FillNulls(string column, Fill with) => With(new FillStep([new ColumnFill(column, with)]));

    /// <summary>The same of several columns, which are fitted at once.</summary>
    /// <param name="columns">What is put in which column.</param>
    public GridFrame FillNulls(params IReadOnlyList<(string Column, Fill With)> columns) => With(new FillStep([.. columns.Select(c => new ColumnFill(c.Column, c.With))]));

    /// <summary>Keeps the rows in which columns are neither null nor NaN.</summary>
    /// <param name="columns">The columns; none for all.</param>
    public GridFrame DropNulls(params IReadOnlyList<string> columns) => With(new DropNullsTransform(columns.Count == 0 ? null : columns));

    /// <summary>Scales a column of numbers, which becomes float64; a constant one keeps its scale, as in scikit-learn.</summary>
    /// <param name="column">The column.</param>
    /// <param name="with">To mean 0 and variance 1 unless said otherwise.</param>
    public GridFrame Scale(string column, Scaling with = Scaling.Standard) => With(new ScaleStep([new ColumnScaling(column, with)]));

    /// <summary>The same of several columns, which are fitted at once.</summary>
    /// <param name="columns">How which column is scaled.</param>
    public GridFrame Scale(params IReadOnlyList<(string Column, Scaling With)> columns) => With(new ScaleStep([.. columns.Select(c => new ColumnScaling(c.Column, c.With))]));

    /// <summary>Brings values beyond bounds to those bounds; with percentiles whole numbers become float64.</summary>
    /// <param name="column">A column of numbers, dates or timestamps.</param>
    /// <param name="least">The lower bound, a value or <see cref="Bound.At"/> of a quantile; null for none.</param>
    /// <param name="most">The upper one.</param>
    public GridFrame Clip(string column, Bound? least, Bound? most) => With(new ClipStep([new ColumnClip(column, least, most)]));

    /// <summary>The frame with further transforms, in their order.</summary>
    /// <param name="transforms">Filters, computed columns, steps that are fitted or not.</param>
    public GridFrame Apply(params IReadOnlyList<Transform> transforms) => transforms.Aggregate(this, (frame, transform) => frame.With(transform));

    /// <summary>The transforms with figures in the place of the steps that need some, and with frames that are joined ready for it. The frame is loaded.</summary>
    internal async Task<IReadOnlyList<Transform>> FittedAsync(CancellationToken cancellation)
    {
        if (!Preparations.AreOpen(_transforms) && !_transforms.Any(transform => transform is FrameJoin))
            return _transforms;
        await _dataset.LoadAsync(null, cancellation).ConfigureAwait(false);
        var fitted = new List<Transform>();
        foreach (var transform in _transforms)
        {
            if (transform is FrameJoin join)
            {
                fitted.Add(await join.ReadyAsync(cancellation).ConfigureAwait(false));
                continue;
            }
            if (transform is not PreparationStep step)
            {
                fitted.Add(transform);
                continue;
            }
            Transform[] before = [.. fitted];
            fitted.AddRange(await StepFits.Of(
                step, () => Preparations.FitAsync(step, SourceSchema, before, question => _dataset.AskAsync(question, null, cancellation))).ConfigureAwait(false));
        }
        return fitted;
    }
}
