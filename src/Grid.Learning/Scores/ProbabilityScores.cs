namespace Grid.Learning;

/// <summary>Scores of predicted probabilities.</summary>
internal static class ProbabilityScores
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>As scikit-learn's log_loss: probabilities are kept from 0 and 1 by a double's epsilon, then sum to 1 again.</summary>
    public static double NegLogLoss(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions)
    {
        int outputs = matrix.Outputs;
        double loss = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            var row = predictions.Slice(i * outputs, outputs);
            double sum = 0;
            foreach (double p in row)
                sum += Clip(p);
            loss -= Math.Log(Clip(row[matrix.Classes[rows[i]]]) / sum);
        }
        return -(loss / rows.Length);
    }

    public static double RocAuc(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions)
    {
        int outputs = matrix.Outputs;
        if (outputs == 2)
            return Area(matrix, rows, predictions, 1);
        double sum = 0;
        for (int c = 0; c < outputs; c++)
            sum += Area(matrix, rows, predictions, c);
        return sum / outputs;
    }

    private static double Clip(double p) => Math.Clamp(p, Epsilon, 1 - Epsilon);

    /// <summary>The chance that a row of the class is given more than one of another, half for equals: Mann and Whitney's U.</summary>
    private static double Area(TrainingMatrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<double> predictions, int label)
    {
        var scores = new double[rows.Length];
        var isLabel = new bool[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            scores[i] = predictions[i * matrix.Outputs + label];
            isLabel[i] = matrix.Classes[rows[i]] == label;
        }
        Array.Sort(scores, isLabel);
        long positives = 0, negatives = 0, twiceWins = 0;
        for (int i = 0; i < scores.Length;)
        {
            long positivesHere = 0, negativesHere = 0;
            int start = i;
            for (; i < scores.Length && scores[i] == scores[start]; i++)
            {
                if (isLabel[i])
                    positivesHere++;
                else
                    negativesHere++;
            }
            twiceWins += positivesHere * (2 * negatives + negativesHere);
            positives += positivesHere;
            negatives += negativesHere;
        }
        return positives == 0 || negatives == 0 ? double.NaN : twiceWins / 2.0 / ((double)positives * negatives);
    }
}
