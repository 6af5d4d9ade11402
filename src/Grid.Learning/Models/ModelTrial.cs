using System.Diagnostics;

namespace Grid.Learning;

/// <summary>A trial of a model of a user's own: one candidate on one split.</summary>
public static class ModelTrial
{
    /// <summary>Fits, predicts and scores, on the calling thread.</summary>
    /// <param name="model">A new model.</param>
    /// <param name="matrix">The rows.</param>
    /// <param name="folds">Which of them test.</param>
    /// <param name="split">The split of the folds.</param>
    /// <param name="family">The candidate, by itself.</param>
    /// <param name="scorings">How to score it.</param>
    /// <param name="cancellation">Given to the model.</param>
    /// <exception cref="LearningException">The model refused a parameter, or did not predict what was asked of it.</exception>
    public static TrialResult Run(IGridModel model, TrainingMatrix matrix, FoldPlan folds, int split, Family family, IReadOnlyList<Scoring> scorings, CancellationToken cancellation)
    {
        var candidate = family.Members[0];
        ulong seed = candidate.Parameters.Seed;
        int[] testRows = folds.TestRows(split);
        long start = Stopwatch.GetTimestamp();
        double seconds = 0;
        double[] predicted;
        try
        {
            model.Fit(new ModelRows(matrix, folds.TrainingRows(split), true, seed), candidate.Settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal), cancellation);
            seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            predicted = model.Predict(new ModelRows(matrix, testRows, false, seed), cancellation);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or LearningException))
        {
            throw new LearningException($"the model failed with {candidate}: {fault.GetType().Name}: {fault.Message}", fault);
        }
        if (predicted.Length != testRows.Length * matrix.Outputs)
            throw new LearningException($"the model predicted {predicted.Length} figures for {testRows.Length} rows with {candidate}; {(matrix.Outputs == 1 ? "a number each" : $"{matrix.Outputs} probabilities each")} were asked for.");
        int wrong = Array.FindIndex(predicted, p => !double.IsFinite(p));
        if (wrong >= 0)
            throw new LearningException($"the model predicted {predicted[wrong]} for a row with {candidate}; a prediction is a finite number.");
        return new TrialResult(family.Index, split, 0, 1, seconds, TrialResult.ScoresOf(matrix, testRows, family, scorings, predicted), null);
    }
}
