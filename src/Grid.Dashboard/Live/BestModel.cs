using Grid.Client;
using Grid.Learning;
using Grid.Query;

namespace Grid.Dashboard;

/// <summary>The best candidate's model of a study that is done, and how it does on the rows that the search held out.</summary>
/// <param name="Forest">The model; null where the search grew none, or nobody has it any more.</param>
/// <param name="Test">How it does on rows that were held out; null where there are none.</param>
/// <param name="Note">Why something is not there; null where all is.</param>
internal sealed record BestModel(Forest? Forest, Evaluation? Test, string? Note)
{
    /// <summary>Reads the model, and judges it.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="study">The study.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<BestModel> ReadAsync(GridClient grid, IStudyGrain study, CancellationToken cancellation)
    {
        if (await study.ReadRequestAsync(cancellation) is not { } request)
            return new BestModel(null, null, "The model is known until its silo ends. Start the study again to see it: what is finished is not trained again.");
        byte[] model = await BytesChunk.ReadAllAsync(i => study.ReadModelAsync(request.Run, i, cancellation));
        if (model.Length == 0 && (await study.ObserveAsync(cancellation)).IsRunning)
            return new BestModel(null, null, "The model is being grown: load the page again in a while.");
        if (model.Length == 0)
            return new BestModel(null, null, "The search grew no model of the best candidate: --save, --test or --report ask for one, in C# Refit.");
        var forest = Forest.Decode(model, "the study's model");
        if (HeldOut(request.Study.Value.Transforms) is not { } transforms)
            return new BestModel(forest, null, "No rows were held out to judge it on: --test 0.2 does so.");
        try
        {
            var rows = (await grid.OpenDatasetAsync(request.Dataset, cancellation)).Apply([.. transforms]);
            return new BestModel(forest, await rows.EvaluateAsync(forest, cancellation), null);
        }
        catch (GridException e)
        {
            return new BestModel(forest, null, $"It was not judged: {CellText.Clean(e.Message)}");
        }
    }

    /// <summary>What gives the rows that were held out, of what gave those that were learned from; null where none were.</summary>
    internal static IReadOnlyList<Transform>? HeldOut(IReadOnlyList<Transform> transforms) => transforms.Count(t => t is SplitTransform) == 1
        ? [.. transforms.Select(t => t is SplitTransform split ? split with { Inside = !split.Inside } : t)]
        : null;
}
