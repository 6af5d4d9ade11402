using Grid.Arrow;
using Grid.Learning;

namespace Grid.Client;

/// <summary>What a model predicts for the rows of a frame, in the order of the rows.</summary>
public sealed class Predictions
{
    private readonly double[] _probabilities;

    internal Predictions(Column values, ClassLabels? labels, double[] probabilities) =>
        (Values, Labels, _probabilities) = (values, labels, probabilities);

    /// <summary>How many rows there are.</summary>
    public int Rows => Values.Length;

    /// <summary>For each row the class, of the type of the model's target (as dictionary codes: positions in <see cref="Labels"/>), or the number.</summary>
    public Column Values { get; }

    /// <summary>The classes; null where numbers are predicted.</summary>
    public ClassLabels? Labels { get; }

    /// <summary>A row's probability of each class, in the order of <see cref="Labels"/>; empty where numbers are predicted.</summary>
    public ReadOnlySpan<double> ProbabilitiesOf(int row) =>
        Labels is { Count: var classes } ? _probabilities.AsSpan(row * classes, classes) : default;
}
