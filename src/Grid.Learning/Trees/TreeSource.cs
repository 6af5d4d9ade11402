namespace Grid.Learning;

/// <summary>Grows the trees of one forest by their numbers, in any order, on one thread.</summary>
internal sealed class TreeSource(TrainingMatrix matrix, ForestParameters parameters, int[] trainingRows, int fold) : IDisposable
{
    private readonly TreeGrower _grower = TreeGrower.For(matrix, parameters, trainingRows);
    private readonly ushort[] _weights = new ushort[parameters.Bootstrap ? trainingRows.Length : 0];
    private readonly int _draws = parameters.MaxSamples.Of(trainingRows.Length);
    private readonly GrowthRules _rules = GrowthRules.Of(parameters);

    /// <summary>How often each training row was drawn for the tree grown last; empty without bootstrap.</summary>
    public ReadOnlySpan<ushort> Weights => _weights;

    /// <summary>What each feature's splits gained in the tree grown last, not normalised.</summary>
    public ReadOnlySpan<double> Importances => _grower.Importances;

    public void Grow(int tree, GrownTree into, CancellationToken cancellation)
    {
        if (parameters.Bootstrap)
            BootstrapSample.Draw(RandomStream.Key(RandomStream.Purpose.Bootstrap, parameters.Seed, fold, tree), _draws, _weights);
        _grower.Grow(trainingRows, _weights, RandomStream.Key(RandomStream.Purpose.Nodes, parameters.Seed, fold, tree), _rules, into, cancellation);
    }

    public void Dispose() => _grower.Dispose();
}
