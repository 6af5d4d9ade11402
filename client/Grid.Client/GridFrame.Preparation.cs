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
    /// <param name="least">The lower bound, a value or <see cref="ClipBound.At"/> of a quantile; null for none.</param>
    /// <param name="most">The upper one.</param>
    public GridFrame Clip(string column, ClipBound? least, ClipBound? most) => With(new ClipStep([new ColumnClip(column, least, most)]));

    /// <summary>Puts a column of 0 and 1 for each value in the place of columns: <c>payment_type_1</c>, and <c>payment_type_null</c> where values are missing.</summary>
    /// <param name="columns">The columns; each has up to 1,000 values.</param>
    public GridFrame OneHot(params IReadOnlyList<string> columns) => With(new OneHotStep(columns));

    /// <summary>Puts the position of each value among the column's distinct ones, from 0 and in their order, in its place; what is missing stays so.</summary>
    /// <param name="columns">The columns; each has up to 65,536 values.</param>
    public GridFrame Ordinal(params IReadOnlyList<string> columns) => With(new OrdinalStep(columns));

    /// <summary>Leaves out columns of numbers that say nearly the same as another (<see cref="CorrelatedColumns"/>).</summary>
    /// <param name="limit">The correlation, as an absolute value, beyond which one of a pair goes.</param>
    /// <param name="keep">Columns that have no part in it, such as a target.</param>
    public GridFrame DropCorrelated(double limit, params IReadOnlyList<string> keep) => With(new DropCorrelatedStep(limit, keep));

    /// <summary>The steps of the frame with what they were fitted to, which is asked now where it is not known. The frame is persisted if it is not.</summary>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="QuestionException">A step does not fit the columns, or the rows do not have what it needs.</exception>
    public async Task<Recipe> FitRecipeAsync(CancellationToken cancellation = default)
    {
        CheckTransforms();
        return Recipe.Of(await FittedAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>Prepares the frame as another one was.</summary>
    /// <param name="recipe">What the steps of that one were fitted to. The frame has the columns that it is about, in types that go with it.</param>
    public GridFrame Apply(Recipe recipe) => Apply(recipe.Steps);

    /// <summary>Counts the rows that hold categories which a recipe does not know. The frame is persisted if it is not.</summary>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>Columns that have such rows, and how many.</returns>
    public async Task<IReadOnlyList<UnseenCategories>> CountUnseenAsync(CancellationToken cancellation = default)
    {
        var transforms = await FittedAsync(cancellation).ConfigureAwait(false);
        var unseen = new List<UnseenCategories>();
        for (int i = 0; i < transforms.Count; i++)
        {
            if (transforms[i] is not (OneHotTransform or OrdinalTransform))
                continue;
            var fitted = (FittedTransform)transforms[i];
            Transform[] before = [.. transforms.Take(i)];
            var known = fitted as OrdinalTransform ?? new OrdinalTransform(fitted.Column, fitted.Type, ((OneHotTransform)fitted).Categories);
            long rows = await CountAsync(fitted.Column, before).ConfigureAwait(false) - await CountAsync(fitted.Column, [.. before, known]).ConfigureAwait(false);
            if (rows > 0)
                unseen.Add(new UnseenCategories(fitted.Column, rows, fitted is OneHotTransform));
        }
        return unseen;

        async Task<long> CountAsync(string column, IReadOnlyList<Transform> transforms)
        {
            var question = new AggregateQuestion([Expr.Call("count", Expr.Col(column)).Text]) { Transforms = transforms };
            return ((AggregateAnswer)await _dataset.AskAsync(question, null, cancellation).ConfigureAwait(false)).Values[0].AsInt64;
        }
    }

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
            // Both parts of a split come of one draw.
            object key = step is SplitStep { Draw: var draw } ? draw : step;
            var asked = step is SplitStep split ? split with { IsTest = true } : step;
            var found = await StepFits.Of(
                key, () => Preparations.FitAsync(asked, SourceSchema, before, question => _dataset.AskAsync(question, null, cancellation))).ConfigureAwait(false);
            fitted.AddRange(step is SplitStep { IsTest: false } ? found.Select(transform => ((SplitTransform)transform) with { Inside = false }) : found);
        }
        return fitted;
    }
}
