namespace Grid.Learning;

/// <summary>How many rows each class has, is predicted for, and both.</summary>
internal sealed class ClassCounts
{
    private ClassCounts(int classes) => (Hits, Actual, Predicted) = (new int[classes], new int[classes], new int[classes]);

    /// <summary>Rows of each class that are predicted as it.</summary>
    public int[] Hits { get; }

    /// <summary>Rows of each class.</summary>
    public int[] Actual { get; }

    /// <summary>Rows that are predicted as each class.</summary>
    public int[] Predicted { get; }

    /// <summary>The classes that some row is of, or is predicted as.</summary>
    public IEnumerable<int> Present => Enumerable.Range(0, Hits.Length).Where(k => Actual[k] + Predicted[k] > 0);

    public static ClassCounts Of(Truth truth, ReadOnlySpan<double> predictions)
    {
        int outputs = truth.Outputs;
        var counts = new ClassCounts(outputs);
        for (int i = 0; i < truth.Classes.Length; i++)
        {
            int actual = truth.Classes[i], guess = Scoring.Greatest(predictions.Slice(i * outputs, outputs));
            counts.Actual[actual]++;
            counts.Predicted[guess]++;
            counts.Hits[actual] += actual == guess ? 1 : 0;
        }
        return counts;
    }

    /// <summary>Of the rows predicted as a class, the share that is of it; 0 where there are none.</summary>
    public double Precision(int k) => Predicted[k] == 0 ? 0 : (double)Hits[k] / Predicted[k];

    /// <summary>Of the rows of a class, the share that is predicted as it; 0 where there are none.</summary>
    public double Recall(int k) => Actual[k] == 0 ? 0 : (double)Hits[k] / Actual[k];

    /// <summary>The harmonic mean of both; 0 where there are no such rows.</summary>
    public double F1(int k) => Actual[k] + Predicted[k] == 0 ? 0 : 2.0 * Hits[k] / (Actual[k] + Predicted[k]);
}
