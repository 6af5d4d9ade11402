namespace Grid.Learning;

/// <summary>Scores of predicted numbers.</summary>
internal static class NumberScores
{
    /// <summary>As scikit-learn's r2_score: of a constant truth, 1 where it is predicted exactly and 0 where not; NaN for one row.</summary>
    public static double R2(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions)
    {
        if (rows.Length < 2)
            return double.NaN;
        double scale = ScaleOf(matrix, rows, predictions), sum = 0, residual = 0, total = 0;
        foreach (int row in rows)
            sum += matrix.Values[row] * scale;
        double mean = sum / rows.Length;
        for (int i = 0; i < rows.Length; i++)
        {
            double truth = matrix.Values[rows[i]] * scale, prediction = predictions[i] * scale;
            residual += (truth - prediction) * (truth - prediction);
            total += (truth - mean) * (truth - mean);
        }
        return total == 0 ? residual == 0 ? 1 : 0 : 1 - residual / total;
    }

    public static double NegRootMeanSquaredError(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions)
    {
        double scale = ScaleOf(matrix, rows, predictions), sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double apart = matrix.Values[rows[i]] * scale - predictions[i] * scale;
            sum += apart * apart;
        }
        return -Math.Sqrt(sum / rows.Length) / scale;
    }

    public static double NegMeanAbsoluteError(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions)
    {
        double scale = ScaleOf(matrix, rows, predictions), sum = 0;
        for (int i = 0; i < rows.Length; i++)
            sum += Math.Abs(matrix.Values[rows[i]] * scale - predictions[i] * scale);
        return -(sum / rows.Length) / scale;
    }

    /// <summary>1, or the power of two that brings numbers near it whose squares would be too great or too small for a double.</summary>
    private static double ScaleOf(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions)
    {
        double greatest = 0;
        for (int i = 0; i < rows.Length; i++)
            greatest = Math.Max(greatest, Math.Max(Math.Abs(matrix.Values[rows[i]]), Math.Abs(predictions[i])));
        int exponent = greatest == 0 ? 0 : Math.ILogB(greatest);
        return Math.Abs(exponent) < 400 ? 1 : Math.ScaleB(1.0, Math.Clamp(-exponent, -1000, 1000));
    }
}
