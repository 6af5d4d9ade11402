using Grid.Columns;

namespace Grid.Learning;

/// <summary>How much worse a model does where a feature's values are shuffled among the rows.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Mean">The score as it is less the score with the feature shuffled, on average.</param>
/// <param name="Std">The standard deviation over the repeats, over n.</param>
/// <param name="Values">The differences, repeat by repeat.</param>
public sealed record PermutationImportance(string Feature, double Mean, double Std, IReadOnlyList<double> Values)
{
    /// <summary>
    /// The importance of each feature: scikit-learn's permutation_importance, with the shuffles that NumPy's generator makes of
    /// the same seed. A feature that no tree splits by changes nothing, and costs nothing.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="batches">Rows with all features and the target.</param>
    /// <param name="scoring">What gets worse; null for accuracy or r2.</param>
    /// <param name="repeats">How often each feature is shuffled.</param>
    /// <param name="seed">Where the shuffles start from: scikit-learn's random_state.</param>
    /// <param name="workers">Threads; 0 for one a core.</param>
    /// <param name="cancellation">Stops between blocks of rows.</param>
    /// <exception cref="LearningException">A column is missing or of another kind, there are no repeats, or the scoring is not for the model or not defined on the rows.</exception>
    public static IReadOnlyList<PermutationImportance> Of(
        Forest model, IReadOnlyList<RecordBatch> batches, Scoring? scoring = null, int repeats = 5, ulong seed = 0, int workers = 0, CancellationToken cancellation = default)
    {
        scoring ??= Scoring.Default(model.Parameters.Task);
        if (scoring.Task != model.Parameters.Task)
            throw new LearningException($"the scoring '{scoring}' is not for {model.Parameters.Task.ToString().ToLowerInvariant()}, which the model of '{model.Target}' is.");
        if (repeats < 1)
            throw new LearningException($"{repeats} repeats were asked for; there must be at least 1.");
        if (scoring.Needs == ScoreNeeds.TwoClasses && model.Outputs != 2)
            throw new LearningException($"{scoring} is of two classes, and '{model.Target}' has {model.Outputs}; take {scoring}_macro, {scoring}_micro or {scoring}_weighted.");
        var truth = TargetTruth.Read(model, batches);
        var columns = new FeatureColumns(model, batches);
        double baseline = scoring.Score(truth, columns.Predict(-1, [], cancellation));
        if (double.IsNaN(baseline))
            throw new LearningException($"the model cannot be scored on these rows: {ScoreLimits.WhyNot(scoring)}; ask for another scoring.");
        var used = model.Trees.SelectMany(t => t.Nodes.Where(n => n.Right != 0).Select(n => n.Feature)).ToHashSet();
        // Each feature has a generator of its own, of one seed, as there.
        uint key = new MersenneTwister(seed).Next() & int.MaxValue;
        var found = new PermutationImportance[model.Features.Count];
        FeatureColumns.ForEach(found.Length, workers, f =>
        {
            var values = new double[repeats];
            if (used.Contains(f))
            {
                var random = new MersenneTwister(key);
                int[] order = [.. Enumerable.Range(0, columns.Rows)];
                double[] shuffled = columns.Columns[f];
                for (int r = 0; r < repeats; r++)
                {
                    random.Shuffle(order);
                    double[] before = shuffled;
                    shuffled = Array.ConvertAll(order, row => before[row]);
                    values[r] = baseline - scoring.Score(truth, columns.Predict(f, shuffled, cancellation));
                }
            }
            double mean = values.Average();
            found[f] = new PermutationImportance(model.Features[f].Name, mean, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), values);
        }, cancellation);
        return found;
    }
}
