using Grid.Columns;
using Grid.Learning;
using Grid.Query;

namespace Grid.Client;

/// <content>Search and prediction.</content>
public sealed partial class GridFrame
{
    /// <summary>
    /// Scores every candidate of a grid by cross-validation, and grows the best one's forest. The frame is persisted if it is not.
    /// The table is the same to the bit for any number of threads, fit times aside.
    /// </summary>
    /// <param name="search">What to search.</param>
    /// <param name="progress">Told some times a second, and at the end.</param>
    /// <param name="cancellation">Stops the search; what a named study has finished is kept.</param>
    /// <exception cref="LearningException">The search cannot be done, or a study of its name is another one: the message says why.</exception>
    /// <exception cref="MemoryBudgetException">The training data does not fit.</exception>
    public async Task<SearchOutcome> SearchAsync(ForestSearch search, IProgress<SearchProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (SortedReading.IsSorted(_transforms))
            throw new LearningException("a search draws its folds from the rows in the order of the source; leave out Sort, or save the sorted rows and search those.");
        var plan = SearchPlan.Of(search.Spec);
        if (search.TestSize is { } size)
        {
            return plan.OwnModel is { } own
                ? throw new LearningException($"rows are held out to judge the best candidate's forest, and '{own}' is no forest; search what TrainTestSplit has for training, and judge your model on the rest.")
                : await SearchHeldOutAsync(search, size, progress, cancellation).ConfigureAwait(false);
        }
        Check(search);
        await _dataset.LoadAsync(null, cancellation).ConfigureAwait(false);
        var transforms = await FittedAsync(cancellation).ConfigureAwait(false);
        Task<SearchOutcome> RunAsync(ForestSearch part, SearchPlan made) =>
            new Study(_dataset.Grains, _dataset.Name, _dataset.IsOfCluster, transforms, part, made).RunAsync(progress, cancellation);
        return await (search.Halving is null ? RunAsync(search, plan) : HalvingStudy.RunAsync(search, await RoundsAsync(search, plan, transforms, cancellation).ConfigureAwait(false), part => RunAsync(part, SearchPlan.Of(part.Spec)))).ConfigureAwait(false);
    }

    /// <summary>The rounds of a search by halving: those by rows follow from the table.</summary>
    private async Task<IReadOnlyList<HalvingRound>> RoundsAsync(ForestSearch search, SearchPlan plan, IReadOnlyList<Transform> transforms, CancellationToken cancellation)
    {
        if (!HalvingStudy.IsByRows(search))
            return search.Rounds;
        var target = Expr.Col(search.Target);
        var question = new AggregateQuestion([Expr.Call("count", target).Text, Expr.Call("nunique", target).Text]) { Transforms = transforms };
        var counts = ((AggregateAnswer)await _dataset.AskAsync(question, null, cancellation).ConfigureAwait(false)).Values;
        int classes = search.Task == LearningTask.Classification ? (int)counts[1].AsInt64 : 0;
        return HalvingSchedule.OfRows(plan.Candidates.Count, search.Halving!.Value, (int)Math.Min(int.MaxValue, counts[0].AsInt64), search.Cv.Folds * search.Cv.Repeats, classes);
    }

    /// <summary>Makes sure, before the frame is loaded, that it has the columns that a search is about.</summary>
    /// <param name="search">The search.</param>
    /// <exception cref="LearningException">The target, the groups or a feature are missing, or one column is two of them.</exception>
    public void Check(ForestSearch search)
    {
        _ = HalvingStudy.Check(search);
        if (search.TestSize is { } size)
            _ = HeldOut.DrawOf(search, size);
        if (ForeseenColumns() is { } columns)
            TrainingMatrix.FeaturesOf(columns, search.Target, search.Features, search.Cv.ColumnOfFolds, search.Weights);
    }

    /// <summary>Makes sure, before the frame is loaded, that it has the columns that a model learned from.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="LearningException">A feature is missing.</exception>
    public void Check(Forest model) => Check(model, []);

    /// <summary>Makes sure, before the frame is loaded, that it has the columns that a model learned from, and those to be kept beside its predictions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="keep">The columns to be kept.</param>
    /// <exception cref="LearningException">A feature is missing.</exception>
    /// <exception cref="QuestionException">A column to be kept is missing.</exception>
    public void Check(Forest model, IReadOnlyList<string> keep)
    {
        if (ForeseenColumns() is not { } columns)
            return;
        model.RequireFeatures(columns);
        if (keep.Any(name => columns.IndexOf(name) < 0))
            _ = FrameRows.Of(SourceSchema, Transforms, keep);
    }

    /// <summary>Predicts a class or a number for each row. The frame is persisted if it is not.</summary>
    /// <param name="model">The model; the frame has all its features, in any order.</param>
    /// <param name="cancellation">Cancels the prediction.</param>
    /// <exception cref="LearningException">The frame lacks a feature, or has it in another kind.</exception>
    public Task<Predictions> PredictAsync(Forest model, CancellationToken cancellation = default) => PredictAsync(model, [], cancellation);

    /// <summary>Predicts a class or a number for each row, and keeps columns of the frame beside what is predicted (<see cref="Predictions.Kept"/>).</summary>
    /// <param name="model">The model; the frame has all its features, in any order, and need not have its target.</param>
    /// <param name="keep">The columns to keep, in this order.</param>
    /// <param name="cancellation">Cancels the prediction.</param>
    /// <exception cref="LearningException">The frame lacks a feature, or has it in a type that cannot be brought to the model's.</exception>
    /// <exception cref="QuestionException">The frame lacks a column to be kept.</exception>
    public async Task<Predictions> PredictAsync(Forest model, IReadOnlyList<string> keep, CancellationToken cancellation = default)
    {
        Check(model, keep);
        var batches = await ReadForAsync(model, keep, cancellation).ConfigureAwait(false);
        return await Task.Run(() => Predictions.Of(model, batches, keep, _dataset.Threads, cancellation), cancellation).ConfigureAwait(false);
    }

    /// <summary>Loads the frame, and reads the model's features and other columns, in the frame's order.</summary>
    private async Task<IReadOnlyList<RecordBatch>> ReadForAsync(Forest model, IReadOnlyList<string> others, CancellationToken cancellation)
    {
        await _dataset.LoadAsync(null, cancellation).ConfigureAwait(false);
        var transforms = await FittedAsync(cancellation).ConfigureAwait(false);
        model.RequireFeatures(FrameRows.Of(SourceSchema, transforms).Schema);
        var rows = new RowsSpec(transforms, [.. model.Features.Select(f => f.Name).Union(others, StringComparer.Ordinal)]);
        return SortedReading.IsSorted(transforms) ? await ReadSortedAsync(rows, cancellation).ConfigureAwait(false) : await _dataset.ReadAsync(rows, cancellation).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<RecordBatch>> ReadSortedAsync(RowsSpec rows, CancellationToken cancellation)
    {
        var schema = FrameRows.Of(SourceSchema, rows.Transforms, rows.Columns).Schema;
        var batches = new List<RecordBatch>();
        await foreach (var block in SortedReading.ReadAsync(_dataset, rows.Transforms, rows.Columns, RowsOfBatch, cancellation).ConfigureAwait(false))
            batches.Add(block.Take(schema));
        return batches.Count > 0 ? batches : [new MergedRows(0).Take(schema)];
    }

    /// <summary>The columns after the transforms; null where those do not fit the types inferred so far, which may widen with the load, or where a step that is not fitted gives some.</summary>
    private Schema? ForeseenColumns()
    {
        try
        {
            return !Preparations.AreForeseen(_transforms) ? null : FrameRows.Of(SourceSchema, Transforms).Schema;
        }
        catch (QuestionException)
        {
            return null;
        }
    }
}
