namespace Grid.Learning;

/// <summary>
/// What a forest predicts for its training rows by the trees that have not seen them. Rows that every tree has seen are
/// left out of the score.
/// </summary>
public sealed class OutOfBag
{
    internal OutOfBag(double score, int rows, double[] predictions) => (Score, Rows, Predictions) = (score, rows, predictions);

    /// <summary>The accuracy of a classification, R² of a regression.</summary>
    public double Score { get; }

    /// <summary>Rows that at least one tree has not seen.</summary>
    public int Rows { get; }

    /// <summary>
    /// Row by row, the mean of the trees that have not seen the row: a probability per class, or one number. NaN for rows
    /// that every tree has seen.
    /// </summary>
    public IReadOnlyList<double> Predictions { get; }

    internal static OutOfBag Of(TrainingMatrix matrix, double[] sums, int[] trees)
    {
        int outputs = matrix.Outputs;
        var rows = new List<int>();
        var means = new List<double>();
        for (int r = 0; r < matrix.Rows; r++)
        {
            var row = sums.AsSpan(r * outputs, outputs);
            for (int k = 0; k < outputs; k++)
                row[k] = trees[r] == 0 ? double.NaN : row[k] / trees[r];
            if (trees[r] == 0)
                continue;
            rows.Add(r);
            foreach (double mean in row)
                means.Add(mean);
        }
        var scoring = matrix.Task == LearningTask.Classification ? Scoring.Accuracy : Scoring.R2;
        double score = scoring.Score(matrix, rows.ToArray(), means.ToArray());
        return new OutOfBag(score, rows.Count, sums);
    }
}
