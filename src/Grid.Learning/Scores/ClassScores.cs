namespace Grid.Learning;

/// <summary>Scores of predicted classes.</summary>
internal static class ClassScores
{
    public static double Accuracy(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions)
    {
        int right = 0, outputs = matrix.Outputs;
        var classes = matrix.Classes;
        for (int i = 0; i < rows.Length; i++)
            right += Scoring.Greatest(predictions.Slice(i * outputs, outputs)) == classes[rows[i]] ? 1 : 0;
        return (double)right / rows.Length;
    }

    public static double BalancedAccuracy(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions)
    {
        var (hits, actual, _) = Count(matrix, rows, predictions);
        double sum = 0;
        int present = 0;
        for (int c = 0; c < hits.Length; c++)
        {
            if (actual[c] == 0)
                continue;
            sum += (double)hits[c] / actual[c];
            present++;
        }
        return sum / present;
    }

    public static double F1Macro(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions)
    {
        var (hits, actual, predicted) = Count(matrix, rows, predictions);
        double sum = 0;
        int present = 0;
        for (int c = 0; c < hits.Length; c++)
        {
            if (actual[c] + predicted[c] == 0)
                continue;
            sum += 2.0 * hits[c] / (actual[c] + predicted[c]);
            present++;
        }
        return sum / present;
    }

    public static double F1Weighted(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions)
    {
        var (hits, actual, predicted) = Count(matrix, rows, predictions);
        double sum = 0;
        for (int c = 0; c < hits.Length; c++)
        {
            if (actual[c] > 0)
                sum += actual[c] * (2.0 * hits[c] / (actual[c] + predicted[c]));
        }
        return sum / rows.Length;
    }

    private static (int[] Hits, int[] Actual, int[] Predicted) Count(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions)
    {
        int outputs = matrix.Outputs;
        var (hits, actual, predicted) = (new int[outputs], new int[outputs], new int[outputs]);
        for (int i = 0; i < rows.Length; i++)
        {
            int truth = matrix.Classes[rows[i]], guess = Scoring.Greatest(predictions.Slice(i * outputs, outputs));
            actual[truth]++;
            predicted[guess]++;
            hits[truth] += truth == guess ? 1 : 0;
        }
        return (hits, actual, predicted);
    }
}
