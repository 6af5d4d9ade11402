using Grid.Columns;

namespace Grid.Learning;

/// <summary>How a model does on rows whose truth is known: scikit-learn's reports of a classifier or a regressor, computed once over all rows.</summary>
public sealed class Evaluation
{
    private Evaluation(string target, Truth truth, double[] predictions)
    {
        (Target, Rows) = (target, truth.Rows);
        Task = truth.Labels is null ? LearningTask.Regression : LearningTask.Classification;
        Scores = [.. Scoring.All.Where(s => s.Task == Task && (s.Needs != ScoreNeeds.TwoClasses || truth.Outputs == 2)).Select(s => EvaluatedScore.Of(s, truth, predictions))];
        if (truth.Labels is null)
        {
            Residuals = ResidualSummary.Of(truth, predictions);
            return;
        }
        Classes = truth.Labels.Names;
        Confusion = CountPairs(truth, predictions);
        Reports = ClassReport.Of(truth, predictions);
        // Of two classes, the curves of the one say those of the other.
        int[] shown = truth.Outputs == 2 ? [Scoring.PositiveOf(truth.Labels)] : [.. Enumerable.Range(0, truth.Outputs)];
        Curves = [.. shown.Select(k => ClassCurves.Of(truth, predictions, k))];
    }

    /// <summary>The column that is predicted.</summary>
    public string Target { get; }

    /// <summary>What is predicted.</summary>
    public LearningTask Task { get; }

    /// <summary>How many rows were judged.</summary>
    public int Rows { get; }

    /// <summary>The value of every scoring for the task.</summary>
    public IReadOnlyList<EvaluatedScore> Scores { get; }

    /// <summary>The classes; none where numbers are predicted.</summary>
    public IReadOnlyList<string> Classes { get; } = [];

    /// <summary>How many rows of each class (outer) are predicted as each class (inner), in the order of <see cref="Classes"/>.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Confusion { get; } = [];

    /// <summary>Precision, recall and F1 of each class, then their plain and their weighted mean.</summary>
    public IReadOnlyList<ClassReport> Reports { get; } = [];

    /// <summary>ROC, precision–recall and calibration: of the positive of two classes, or of each of more against the rest.</summary>
    public IReadOnlyList<ClassCurves> Curves { get; } = [];

    /// <summary>What is left of the truth once the prediction is taken off; null where classes are predicted.</summary>
    public ResidualSummary? Residuals { get; }

    /// <summary>Judges a model on a table.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batches">The table's rows, with all features and the target.</param>
    /// <param name="workers">Threads to predict with; 0 for one a core.</param>
    /// <param name="cancellation">Stops between blocks of rows.</param>
    /// <exception cref="LearningException">There are no rows; a feature or the target is missing or of another kind; or a row's target is null, or a class that the model does not know.</exception>
    public static Evaluation Of(Forest model, IReadOnlyList<RecordBatch> batches, int workers = 0, CancellationToken cancellation = default)
    {
        var truth = TargetTruth.Read(model, batches);
        double[] predictions = [.. batches.SelectMany(batch => model.PredictMeans(batch, workers, cancellation))];
        return new Evaluation(model.Target, truth, predictions);
    }

    /// <summary>The scores that are defined, as a model keeps them with it.</summary>
    public HeldOutScores ToHeldOutScores() => new(Rows, [.. Scores.Where(s => s.Fault is null).Select(s => KeyValuePair.Create(s.Scoring.Name, s.Value))]);

    internal static Evaluation Of(string target, Truth truth, double[] predictions) => new(target, truth, predictions);

    private static long[][] CountPairs(Truth truth, ReadOnlySpan<double> predictions)
    {
        int outputs = truth.Outputs;
        long[][] counts = [.. Enumerable.Range(0, outputs).Select(_ => new long[outputs])];
        for (int i = 0; i < truth.Rows; i++)
            counts[truth.Classes[i]][Scoring.Greatest(predictions.Slice(i * outputs, outputs))]++;
        return counts;
    }
}
