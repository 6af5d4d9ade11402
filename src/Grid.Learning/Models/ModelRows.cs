namespace Grid.Learning;

/// <summary>Rows that a model is fitted to, or predicts.</summary>
public sealed class ModelRows
{
    private readonly TrainingMatrix _matrix;
    private readonly int[] _rows;
    private readonly bool _hasTargets;

    internal ModelRows(TrainingMatrix matrix, int[] rows, bool hasTargets, ulong seed) =>
        (_matrix, _rows, _hasTargets, Seed) = (matrix, rows, hasTargets, seed);

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Length;

    /// <summary>The names of the features.</summary>
    public IReadOnlyList<string> Features => [.. _matrix.Features.Select(f => f.Name)];

    /// <summary>What is to be predicted.</summary>
    public LearningTask Task => _matrix.Task;

    /// <summary>The names of the classes, ascending; none where numbers are predicted.</summary>
    public IReadOnlyList<string> Classes => _matrix.Labels?.Names ?? [];

    /// <summary>What random draws should follow from: the search's seed.</summary>
    public ulong Seed { get; }

    /// <summary>A feature's values: numbers as they are, moments as whole units of their column, text as the position of its category in alphabetical order; NaN where one is missing.</summary>
    /// <param name="feature">The feature's position.</param>
    public double[] ValuesOf(int feature)
    {
        var values = new double[_rows.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = _matrix.ValueOf(feature, _rows[i]);
        return values;
    }

    /// <summary>Each row's values, in the order of the features.</summary>
    public double[][] ToRows()
    {
        var all = new double[_rows.Length][];
        for (int i = 0; i < all.Length; i++)
            all[i] = [.. Enumerable.Range(0, _matrix.Features.Count).Select(f => _matrix.ValueOf(f, _rows[i]))];
        return all;
    }

    /// <summary>Each row's target: the position of its class, or its number.</summary>
    /// <exception cref="InvalidOperationException">The rows are to be predicted.</exception>
    public double[] Targets() => !_hasTargets ? throw new InvalidOperationException("The rows are to be predicted; their targets are not told.")
        : Array.ConvertAll(_rows, row => _matrix.ClassArray is { } classes ? classes[row] : _matrix.ValueArray![row]);

    /// <summary>How much each row counts: 1 where the search has no weights.</summary>
    public double[] Weights() => Array.ConvertAll(_rows, row => _matrix.WeightArray is { } weights ? weights[row] : 1);
}
