using Grid.Grains;
using Grid.Learning;
using Grid.Statistics;

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
        var study = new Study(_dataset.Grains, _dataset.Name, _transforms, search);
        await _dataset.LoadAsync(null, cancellation).ConfigureAwait(false);
        return await study.RunAsync(progress, cancellation).ConfigureAwait(false);
    }

    /// <summary>Predicts a class or a number for each row. The frame is persisted if it is not.</summary>
    /// <param name="model">The model; the frame has all its features, in any order.</param>
    /// <param name="cancellation">Cancels the prediction.</param>
    /// <exception cref="LearningException">The frame lacks a feature, or has it in another kind.</exception>
    public async Task<Predictions> PredictAsync(Forest model, CancellationToken cancellation = default)
    {
        await _dataset.LoadAsync(null, cancellation).ConfigureAwait(false);
        // A feature that is missing is the model's to name.
        var there = FrameRows.Of(SourceSchema, _transforms).Schema;
        var wanted = model.Features.Select(f => f.Name).Where(n => there.IndexOf(n) >= 0).ToArray();
        var batches = await _dataset.ReadAsync(new RowsSpec(_transforms, wanted), cancellation).ConfigureAwait(false);
        return await Task.Run(() => Predictions.Of(model, batches, cancellation), cancellation).ConfigureAwait(false);
    }
}
