using Grid.Columns;
using Grid.Learning;

namespace Grid.Client;

/// <content>Judging models.</content>
public sealed partial class GridFrame
{
    /// <summary>Judges a model on the frame's rows: confusion, reports and curves of classes, residuals of numbers, and every score. The frame is persisted if it is not.</summary>
    /// <param name="model">The model; the frame has all its features, and its target.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="LearningException">The frame lacks a feature or the target, has it in a type that cannot be brought to the model's, or has a class that the model does not know.</exception>
    public async Task<Evaluation> EvaluateAsync(Forest model, CancellationToken cancellation = default)
    {
        var batches = await ReadJudgedAsync(model, cancellation).ConfigureAwait(false);
        return await Task.Run(() => Evaluation.Of(model, batches, _dataset.Threads, cancellation), cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes sure, before the frame is loaded, that a model can be judged on it: its features are there, and its target.</summary>
    /// <exception cref="LearningException">One is missing.</exception>
    internal void CheckJudged(Forest model)
    {
        Check(model);
        if (ForeseenColumns() is { } columns)
            TrainingMatrix.FeaturesOf(columns, model.Target, [.. model.Features.Select(f => f.Name)]);
    }

    private async Task<IReadOnlyList<RecordBatch>> ReadJudgedAsync(Forest model, CancellationToken cancellation)
    {
        CheckJudged(model);
        return await ReadForAsync(model, [model.Target], cancellation).ConfigureAwait(false);
    }

    /// <summary>What each feature is worth to a model: how much worse it does where the feature's values are shuffled among the frame's rows. The frame is persisted if it is not.</summary>
    /// <param name="model">The model; the frame has all its features, and its target.</param>
    /// <param name="scoring">What gets worse; null for accuracy or r2.</param>
    /// <param name="repeats">How often each feature is shuffled.</param>
    /// <param name="seed">Where the shuffles start from.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="LearningException">As <see cref="EvaluateAsync"/>, or the scoring is not for the model or not defined on the rows.</exception>
    public async Task<IReadOnlyList<PermutationImportance>> PermutationImportanceAsync(Forest model, Scoring? scoring = null, int repeats = 5, ulong seed = 0, CancellationToken cancellation = default)
    {
        var batches = await ReadJudgedAsync(model, cancellation).ConfigureAwait(false);
        return await Task.Run(() => PermutationImportance.Of(model, batches, scoring, repeats, seed, _dataset.Threads, cancellation), cancellation).ConfigureAwait(false);
    }

    /// <summary>What a model predicts on average where a feature is set to each of its values in all of the frame's rows. The frame is persisted if it is not.</summary>
    /// <param name="model">The model; the frame has all its features.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="resolution">How many values at most.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="LearningException">The model has no such feature, or the frame lacks one.</exception>
    public async Task<IReadOnlyList<PartialDependence>> PartialDependenceAsync(Forest model, string feature, int resolution = 100, CancellationToken cancellation = default)
    {
        PartialDependence.RequireFeature(model, feature);
        Check(model);
        var batches = await ReadForAsync(model, [], cancellation).ConfigureAwait(false);
        return await Task.Run(() => PartialDependence.Of(model, batches, feature, resolution, _dataset.Threads, cancellation), cancellation).ConfigureAwait(false);
    }
}
