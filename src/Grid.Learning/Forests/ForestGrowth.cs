namespace Grid.Learning;

/// <summary>
/// A forest while it grows: any number of threads of the caller's take trees from it until there are none left.
/// The forest is the same to the bit however many there are.
/// </summary>
public sealed class ForestGrowth
{
    private readonly TrainingMatrix _matrix;
    private readonly ForestParameters _parameters;
    private readonly int[] _rows;
    private readonly Tree[] _trees;
    private readonly double[][] _gains;
    private readonly bool _outOfBag;
    private readonly double[] _sums;
    private readonly int[] _unseen;
    private readonly Lock _gate = new();
    private int _next = -1;

    /// <summary>Makes ready to grow from all rows of a matrix.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="parameters">The rules.</param>
    /// <param name="outOfBag">Whether to score the forest on the rows that its trees have not seen; needs bootstrap.</param>
    /// <exception cref="LearningException">The parameters make no sense, or not for this matrix.</exception>
    public ForestGrowth(TrainingMatrix matrix, ForestParameters parameters, bool outOfBag = false)
    {
        parameters.Validate();
        if (parameters.Task != matrix.Task)
            throw new LearningException($"the parameters are for {parameters.Task.ToString().ToLowerInvariant()}, but the target '{matrix.Target}' was read for {matrix.Task.ToString().ToLowerInvariant()}.");
        if (outOfBag && !parameters.Bootstrap)
            throw new LearningException("an out-of-bag score needs bootstrap=true; without it every tree has seen every row.");
        if (matrix.Labels is { } labels)
            parameters.ClassWeight.RequireClasses(labels, matrix.Target);
        (_matrix, _parameters, _outOfBag) = (matrix, parameters, outOfBag);
        _rows = [.. Enumerable.Range(0, matrix.Rows)];
        (_trees, _gains) = (new Tree[parameters.Trees], new double[parameters.Trees][]);
        _sums = new double[outOfBag ? matrix.Rows * matrix.Outputs : 0];
        _unseen = new int[outOfBag ? matrix.Rows : 0];
    }

    /// <summary>Grows trees on the calling thread until none is left to take.</summary>
    /// <param name="cancellation">Stops between trees, and between large nodes.</param>
    public void Work(CancellationToken cancellation)
    {
        using var source = new TreeSource(_matrix, _parameters, _rows, fold: -1);
        var grown = new GrownTree(_matrix.Outputs);
        var sums = new double[_sums.Length];
        var unseen = new int[_unseen.Length];
        for (int t; (t = Interlocked.Increment(ref _next)) < _trees.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            source.Grow(t, grown, cancellation);
            _trees[t] = Tree.From(grown);
            _gains[t] = source.Importances.ToArray();
            if (_outOfBag && !_matrix.IsWide)
                AddUnseen(grown, source.Weights, sums, unseen);
        }
        if (!_outOfBag)
            return;
        lock (_gate)
        {
            // Leaf values are multiples of one quantum: these sums are exact, whoever comes first.
            for (int i = 0; i < sums.Length; i++)
                _sums[i] += sums[i];
            for (int i = 0; i < unseen.Length; i++)
                _unseen[i] += unseen[i];
        }
    }

    /// <summary>The forest, once every thread has come back from <see cref="Work"/>.</summary>
    public Forest Finish()
    {
        if (_outOfBag && _matrix.IsWide)
            AddUnseenInOrder();
        return Forest.Of(_matrix, _parameters, _trees, _gains, _outOfBag ? OutOfBag.Of(_matrix, _sums, _unseen) : null);
    }

    /// <summary>Leaf values of a wide target are not rounded: their sums follow from the order of the trees.</summary>
    private void AddUnseenInOrder()
    {
        var weights = new ushort[_rows.Length];
        var row = new double[_matrix.Features.Count];
        for (int t = 0; t < _trees.Length; t++)
        {
            BootstrapSample.Draw(RandomStream.Key(RandomStream.Purpose.Bootstrap, _parameters.Seed, -1, t), _parameters.MaxSamples.Of(_rows.Length), weights);
            for (int r = 0; r < weights.Length; r++)
            {
                if (weights[r] != 0)
                    continue;
                for (int f = 0; f < row.Length; f++)
                    row[f] = _matrix.Features[f].Highs[_matrix.BinOf(f, r)];
                _unseen[r]++;
                _sums[r] += _trees[t].Values[_trees[t].Leaf(row)];
            }
        }
    }

    private void AddUnseen(GrownTree tree, ReadOnlySpan<ushort> weights, double[] sums, int[] unseen)
    {
        int outputs = _matrix.Outputs;
        for (int r = 0; r < weights.Length; r++)
        {
            if (weights[r] != 0)
                continue;
            unseen[r]++;
            var values = tree.ValuesOf(_matrix.HasWide ? tree.Leaf(_matrix.WideRowBins(r)) : tree.Leaf(_matrix.RowBins(r)));
            for (int k = 0; k < outputs; k++)
                sums[r * outputs + k] += values[k];
        }
    }
}
