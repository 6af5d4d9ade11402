using Grid.Learning;
using Grid.Query;

namespace Grid.Client;

/// <content>Searches that hold rows out.</content>
public sealed partial class GridFrame
{
    /// <summary>
    /// The rows that a search with <see cref="ForestSearch.TestSize"/> learns from: its recipe (<see cref="FitRecipeAsync"/>) is what their
    /// steps were fitted to. The frame itself where the search holds none out.
    /// </summary>
    /// <param name="search">The search.</param>
    /// <exception cref="LearningException">The search makes no sense.</exception>
    public GridFrame TrainingRows(ForestSearch search) => search.TestSize is { } size ? Part(HeldOut.DrawOf(search, size), search.Target).Train : this;

    private (GridFrame Train, int At) Part(SplitDraw draw, string target)
    {
        int at = _transforms.TakeWhile(transform => transform is not PreparationStep).Count();
        // A target that a fitted step makes is there behind it alone.
        if (new GridFrame(_dataset, [.. _transforms.Take(at)]).ForeseenColumns() is { } columns && columns.IndexOf(target) < 0)
            at = _transforms.Count;
        return (new GridFrame(_dataset, []).Apply([.. _transforms.Take(at), new SplitStep(draw, IsTest: false), .. _transforms.Skip(at)]), at);
    }

    /// <summary>
    /// Searches over the rows that are not held out, and judges the best candidate's forest once on those that are. Steps that are fitted are
    /// fitted to the former alone.
    /// </summary>
    private async Task<SearchOutcome> SearchHeldOutAsync(ForestSearch search, double size, IProgress<SearchProgress>? progress, CancellationToken cancellation)
    {
        var (train, at) = Part(HeldOut.DrawOf(search, size), search.Target);
        train.Check(search);
        await _dataset.LoadAsync(null, cancellation).ConfigureAwait(false);
        var fitted = await train.FittedAsync(cancellation).ConfigureAwait(false);
        int split = fitted.Select((transform, i) => (transform, i)).First(t => t.i >= at && t.transform is SplitTransform).i;
        var test = new GridFrame(_dataset, [.. fitted.Select((transform, i) => i == split ? (SplitTransform)transform with { Inside = true } : transform)]);
        var outcome = await new GridFrame(_dataset, fitted).SearchAsync(search with { TestSize = null, Refit = true }, progress, cancellation).ConfigureAwait(false);
        var evaluation = await test.EvaluateAsync(outcome.BestForest!, cancellation).ConfigureAwait(false);
        return outcome.With(outcome.BestForest!.With(evaluation.ToHeldOutScores()), evaluation);
    }
}
