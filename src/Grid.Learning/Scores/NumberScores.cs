namespace Grid.Learning;

/// <summary>Scores of predicted numbers.</summary>
internal static class NumberScores
{
    /// <summary>As scikit-learn's r2_score: of a constant truth, 1 where it is predicted exactly and 0 where not; NaN for one row.</summary>
    public static double R2(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions)
    {
        if (rows.Length < 2)
            return double.NaN;
        double sum = 0, residual = 0, total = 0;
        foreach (int row in rows)
            sum += matrix.Values[row];
        double mean = sum / rows.Length;
        for (int i = 0; i < rows.Length; i++)
        {
            double truth = matrix.Values[rows[i]];
            residual += (truth - predictions[i]) * (truth - predictions[i]);
            total += (truth - mean) * (truth - mean);
        }
        return total == 0 ? residual == 0 ? 1 : 0 : 1 - residual / total;
    }

    public static double NegRootMeanSquaredError(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions)
    {
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
            sum += (matrix.Values[rows[i]] - predictions[i]) * (matrix.Values[rows[i]] - predictions[i]);
        return -Math.Sqrt(sum / rows.Length);
    }

    public static double NegMeanAbsoluteError(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions)
    {
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
            sum += Math.Abs(matrix.Values[rows[i]] - predictions[i]);
        return -(sum / rows.Length);
    }
}
