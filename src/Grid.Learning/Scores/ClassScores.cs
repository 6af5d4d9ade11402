namespace Grid.Learning;

/// <summary>Scores of predicted classes.</summary>
internal static class ClassScores
{
    /// <summary>What a class is worth, by the counts.</summary>
    public delegate double OfClass(ClassCounts counts, int k);

    public static double Accuracy(Truth truth, ReadOnlySpan<double> predictions)
    {
        int right = 0, outputs = truth.Outputs;
        for (int i = 0; i < truth.Classes.Length; i++)
            right += Scoring.Greatest(predictions.Slice(i * outputs, outputs)) == truth.Classes[i] ? 1 : 0;
        return (double)right / truth.Rows;
    }

    /// <summary>The mean of the recall of the classes that there are rows of.</summary>
    public static double BalancedAccuracy(Truth truth, ReadOnlySpan<double> predictions)
    {
        var counts = ClassCounts.Of(truth, predictions);
        return counts.Present.Where(k => counts.Actual[k] > 0).Average(counts.Recall);
    }

    /// <summary>Of the positive of two classes.</summary>
    public static Scoring.Measure Binary(OfClass measure) => (truth, predictions) => measure(ClassCounts.Of(truth, predictions), Scoring.PositiveOf(truth.Labels!));

    /// <summary>The mean over the classes that a row is of, or is predicted as.</summary>
    public static Scoring.Measure Macro(OfClass measure) => (truth, predictions) =>
    {
        var counts = ClassCounts.Of(truth, predictions);
        return counts.Present.Average(k => measure(counts, k));
    };

    /// <summary>The mean over the classes, weighed by the rows of each.</summary>
    public static Scoring.Measure Weighted(OfClass measure) => (truth, predictions) =>
    {
        var counts = ClassCounts.Of(truth, predictions);
        return counts.Present.Sum(k => counts.Actual[k] * measure(counts, k)) / truth.Rows;
    };

    /// <summary>Matthews' coefficient for any number of classes (Gorodkin, 2004); 0 where one class alone is there or predicted.</summary>
    public static double Matthews(Truth truth, ReadOnlySpan<double> predictions)
    {
        var counts = ClassCounts.Of(truth, predictions);
        long rows = truth.Rows, both = counts.Hits.Sum(h => (long)h) * rows, actual = rows * rows, predicted = rows * rows;
        for (int k = 0; k < counts.Hits.Length; k++)
        {
            both -= (long)counts.Actual[k] * counts.Predicted[k];
            actual -= (long)counts.Actual[k] * counts.Actual[k];
            predicted -= (long)counts.Predicted[k] * counts.Predicted[k];
        }
        return actual == 0 || predicted == 0 ? 0 : both / Math.Sqrt((double)actual * predicted);
    }

    /// <summary>Cohen's kappa, unweighted: NaN where all rows are of one class, and predicted as it.</summary>
    public static double Kappa(Truth truth, ReadOnlySpan<double> predictions)
    {
        var counts = ClassCounts.Of(truth, predictions);
        double rows = truth.Rows, chance = 0, wrong = rows - counts.Hits.Sum(h => (double)h);
        for (int k = 0; k < counts.Hits.Length; k++)
            chance += (double)counts.Actual[k] * counts.Predicted[k];
        double expected = rows - chance / rows;
        return expected == 0 ? double.NaN : 1 - wrong / expected;
    }
}
