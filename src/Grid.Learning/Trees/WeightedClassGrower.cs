namespace Grid.Learning;

/// <summary>Grows classification trees from rows with weights: a node is the sum of the weights of each class.</summary>
internal sealed unsafe class WeightedClassGrower : WeightedGrower
{
    private readonly ushort[] _target;
    private readonly int _classes;
    private readonly bool _entropy, _weighsSamples;
    private readonly double[]? _classWeights;
    private readonly double[] _node, _left, _right, _best;
    private double _weight;

    public WeightedClassGrower(TrainingMatrix matrix, ForestParameters parameters, ReadOnlySpan<int> trainingRows) : base(matrix, parameters, trainingRows.Length)
    {
        (_target, _classes) = (matrix.ClassArray!, matrix.Labels!.Count);
        _entropy = parameters.Criterion != Criterion.Gini;
        _classWeights = parameters.ClassWeight.Of(CountClasses(trainingRows, []), matrix.Labels);
        _weighsSamples = parameters.ClassWeight.IsBySample && parameters.Bootstrap;
        (_node, _left, _right, _best) = (new double[_classes], new double[_classes], new double[_classes], new double[_classes]);
    }

    protected override void Prepare(ReadOnlySpan<int> rows, ReadOnlySpan<ushort> weights)
    {
        if (_weighsSamples)
            ClassWeighting.Balance(CountClasses(rows, weights), _classWeights);
    }

    protected override double TargetWeight(int row) => _classWeights is null ? 1 : _classWeights[_target[row]];

    protected override void Take(int position, in Frame frame)
    {
        Array.Clear(_node);
        _weight = 0;
        for (int i = frame.Start; i < frame.End; i++)
        {
            _node[_target[Rows[i]]] += Weights[i];
            _weight += Weights[i];
        }
    }

    protected override void WriteValues(Span<double> values)
    {
        double quantum = LeafQuantum.For(1.0);
        for (int c = 0; c < values.Length; c++)
            values[c] = LeafQuantum.Round(_node[c] / _weight, quantum);
    }

    protected override bool IsPure(in Frame frame) => _node.AsSpan().Count(0.0) == _classes - 1;

    protected override void SumLeft(in Frame frame, int feature, int leftBin)
    {
        Array.Clear(_best);
        for (int i = frame.Start; i < frame.End; i++)
            _best[_target[Rows[i]]] += BinAt(feature, i) <= leftBin ? Weights[i] : 0;
    }

    protected override bool Try(int feature, in Frame frame, ref Best best)
    {
        if (!Sort(feature, frame))
            return false;
        Array.Clear(_left);
        _node.CopyTo(_right, 0);
        var drawn = IsRandom ? DrawSorted(feature, frame) : (Last: -1, Cut: 0, Threshold: 0.0);
        for (int k = 0; k < frame.Rows - 1; k++)
        {
            int place = frame.Start + RankSort.PlaceOf(Ranks.Keys[k]);
            int c = _target[Rows[place]];
            _left[c] += Weights[place];
            _right[c] -= Weights[place];
            int bin = RankSort.BinOf(Ranks.Keys[k]), next = RankSort.BinOf(Ranks.Keys[k + 1]);
            if (IsRandom ? k != drawn.Last : bin == next)
                continue;
            if (k + 1 < MinLeaf || frame.Rows - k - 1 < MinLeaf)
                continue;
            long score = ToBits(Side(_left) + Side(_right));
            if (score <= best.Score)
                continue;
            best = new Best { Score = score, Feature = feature, LeftBin = IsRandom ? drawn.Cut : bin, RightBin = next, Threshold = drawn.Threshold };
            _left.CopyTo(_best, 0);
        }
        return true;
    }

    protected override double Measure(in Best best)
    {
        for (int c = 0; c < _classes; c++)
            _right[c] = _node[c] - _best[c];
        return Math.Max(0, Side(_best) + Side(_right) - Side(_node)) / RootWeight;
    }

    /// <summary>Weight × (1 − impurity) for gini, −weight × impurity for entropy.</summary>
    private double Side(double[] weights)
    {
        double sum = 0, total = 0;
        foreach (double weight in weights)
        {
            total += weight;
            sum += _entropy ? weight > 0 ? weight * Math.Log2(weight) : 0 : weight * weight;
        }
        return _entropy ? sum - total * Math.Log2(total) : sum / total;
    }

    // Gini's scores are positive, entropy's at most 0; the bits of a double order like its magnitude.
    private long ToBits(double score) => _entropy ? -BitConverter.DoubleToInt64Bits(Math.Max(-score, 0.0)) : BitConverter.DoubleToInt64Bits(score);

    private int[] CountClasses(ReadOnlySpan<int> rows, ReadOnlySpan<ushort> weights)
    {
        var counts = new int[_classes];
        for (int i = 0; i < rows.Length; i++)
            counts[_target[rows[i]]] += weights.IsEmpty ? 1 : weights[i];
        return counts;
    }
}
