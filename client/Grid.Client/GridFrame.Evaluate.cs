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
    public void CheckJudged(Forest model)
    {
        Check(model);
        if (ForeseenColumns() is { } columns)
            TrainingMatrix.FeaturesOf(columns, model.Target, [.. model.Features.Select(f => f.Name)]);
    }

    private async Task<IReadOnlyList<RecordBatch>> ReadJudgedAsync(Forest model, CancellationToken cancellation)
    {
        CheckJudged(model);
        await _dataset.LoadAsync(null, cancellation).ConfigureAwait(false);
        var rows = new RowsSpec(await FittedAsync(cancellation).ConfigureAwait(false), [.. model.Features.Select(f => f.Name), model.Target]);
        return await _dataset.ReadAsync(rows, cancellation).ConfigureAwait(false);
    }
}
