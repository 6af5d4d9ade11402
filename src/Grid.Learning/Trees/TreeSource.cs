namespace Grid.Learning;

/// <summary>Grows the trees of one forest by their numbers, in any order, on one thread.</summary>
internal sealed class TreeSource(TrainingMatrix matrix, ForestParameters parameters, int[] trainingRows, int fold) : IDisposable
{
    private readonly TreeGrower _grower = TreeGrower.For(matrix, parameters, trainingRows);
    private readonly ushort[] _weights = new ushort[parameters.Bootstrap ? trainingRows.Length : 0];
    private readonly int _draws = parameters.MaxSamples.Of(trainingRows.Length);
    private readonly GrowthRules _rules = GrowthRules.Of(parameters);
    private readonly GrowthRules _growth = GrowthRules.Of(parameters) with { MaxDepth = GrowthRules.DepthOf(parameters) };
    private readonly GrownTree? _whole = GrowthRules.Of(parameters).AreOfWholeTree ? new GrownTree(matrix.Outputs) : null;
    private readonly TreeTrimmer _trimmer = new();
    private readonly double[] _gains = new double[matrix.Features.Count];

    /// <summary>How often each training row was drawn for the tree grown last; empty without bootstrap.</summary>
    public ReadOnlySpan<ushort> Weights => _weights;

    /// <summary>What each feature's splits gained in the tree grown last, not normalised.</summary>
    public ReadOnlySpan<double> Importances => _whole is null ? _grower.Importances : _gains;

    public void Grow(int tree, GrownTree into, CancellationToken cancellation)
    {
        if (parameters.Bootstrap)
            BootstrapSample.Draw(RandomStream.Key(RandomStream.Purpose.Bootstrap, parameters.Seed, fold, tree), _draws, _weights);
        _grower.Grow(trainingRows, _weights, RandomStream.Key(RandomStream.Purpose.Nodes, parameters.Seed, fold, tree), _growth, _whole ?? into, cancellation);
        if (_whole is null)
            return;
        _trimmer.Trim(_whole, _rules, into);
        Array.Clear(_gains);
        for (int id = 0; id < into.Count; id++)
            _gains[into.Nodes[id].Feature] += into.Decreases[id];
    }

    public void Dispose() => _grower.Dispose();
}
