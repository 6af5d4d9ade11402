namespace Grid.Learning;

/// <summary>What is true of the rows that are scored, one after the other.</summary>
internal sealed class Truth
{
    private Truth(ClassLabels? labels, ushort[] classes, double[] values) => (Labels, Classes, Values) = (labels, classes, values);

    /// <summary>The classes that there are; null where numbers are predicted.</summary>
    public ClassLabels? Labels { get; }

    /// <summary>Each row's class; empty where numbers are predicted.</summary>
    public ushort[] Classes { get; }

    /// <summary>Each row's number; empty where classes are predicted.</summary>
    public double[] Values { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => Math.Max(Classes.Length, Values.Length);

    /// <summary>Figures that are predicted for a row: a probability per class, or one number.</summary>
    public int Outputs => Labels?.Count ?? 1;

    /// <summary>The truth about some rows of a matrix.</summary>
    public static Truth Of(TrainingMatrix matrix, ReadOnlySpan<int> rows)
    {
        var (classes, values) = (new ushort[matrix.Labels is null ? 0 : rows.Length], new double[matrix.Labels is null ? rows.Length : 0]);
        for (int i = 0; i < rows.Length; i++)
        {
            if (matrix.Labels is null)
                values[i] = matrix.Values[rows[i]];
            else
                classes[i] = matrix.Classes[rows[i]];
        }
        return new Truth(matrix.Labels, classes, values);
    }

    /// <summary>The classes of rows.</summary>
    public static Truth Of(ClassLabels labels, ushort[] classes) => new(labels, classes, []);

    /// <summary>The numbers of rows.</summary>
    public static Truth Of(double[] values) => new(null, [], values);
}
