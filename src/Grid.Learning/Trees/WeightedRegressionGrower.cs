namespace Grid.Learning;

/// <summary>
/// Grows regression trees from rows with weights: a node has a scale of its own, in which weighted targets are whole numbers whose sums
/// are exact.
/// </summary>
internal sealed unsafe class WeightedRegressionGrower : WeightedGrower
{
    private const double MostDecrease = double.MaxValue / (1L << 40);

    private readonly double[] _values;
    private readonly double _quantum;
    private readonly NativeBuffer<long> _numbers;
    private FixedScale _scale;
    private double _weight, _leftWeight;
    private long _sum, _leftSum;

    public WeightedRegressionGrower(TrainingMatrix matrix, ForestParameters parameters, int trainingRows) : base(matrix, parameters, trainingRows)
    {
        (_values, _quantum) = (matrix.ValueArray!, matrix.FixedTarget.Quantum);
        _numbers = new NativeBuffer<long>(trainingRows);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _numbers.Dispose();
    }

    protected override double TargetWeight(int row) => 1;

    protected override void Take(int position, in Frame frame)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        _weight = 0;
        for (int i = frame.Start; i < frame.End; i++)
        {
            low = Math.Min(low, _values[Rows[i]]);
            high = Math.Max(high, _values[Rows[i]]);
            _weight += Weights[i];
        }
        _scale = new FixedScale(low, high, _weight);
        _sum = 0;
        for (int i = frame.Start; i < frame.End; i++)
            _sum += _numbers.Pointer[i] = _scale.Of(_values[Rows[i]], Weights[i]);
    }

    protected override void WriteValues(Span<double> values)
    {
        double mean = Math.Clamp(_scale.Offset + _scale.CenteredMean(_sum, _weight), _scale.Low, _scale.High);
        // A wide target's leaves are not rounded.
        values[0] = _quantum == 0 ? mean : LeafQuantum.Round(mean, _quantum);
    }

    protected override bool IsPure(in Frame frame) => _scale.IsPoint;

    protected override void SumLeft(in Frame frame, int feature, int leftBin)
    {
        (_leftSum, _leftWeight) = (0, 0);
        for (int i = frame.Start; i < frame.End; i++)
        {
            if (BinAt(feature, i) > leftBin)
                continue;
            _leftSum += _numbers.Pointer[i];
            _leftWeight += Weights[i];
        }
    }

    protected override bool Try(int feature, in Frame frame, ref Best best)
    {
        if (!Sort(feature, frame))
            return false;
        var drawn = IsRandom ? DrawSorted(feature, frame) : (Last: -1, Cut: 0, Threshold: 0.0);
        double bestScore = best.Score < 0 ? double.NegativeInfinity : BitConverter.Int64BitsToDouble(best.Score), weight = 0;
        long sum = 0;
        for (int k = 0; k < frame.Rows - 1; k++)
        {
            int place = frame.Start + RankSort.PlaceOf(Ranks.Keys[k]);
            sum += _numbers.Pointer[place];
            weight += Weights[place];
            int bin = RankSort.BinOf(Ranks.Keys[k]), next = RankSort.BinOf(Ranks.Keys[k + 1]);
            if (IsRandom ? k != drawn.Last : bin == next)
                continue;
            if (k + 1 < MinLeaf || frame.Rows - k - 1 < MinLeaf)
                continue;
            double left = sum, right = _sum - sum;
            double score = left * left / weight + right * right / (_weight - weight);
            if (!(score > bestScore))
                continue;
            bestScore = score;
            best = new Best { Score = BitConverter.DoubleToInt64Bits(score), Feature = feature, LeftBin = IsRandom ? drawn.Cut : bin, RightBin = next, Threshold = drawn.Threshold };
            (_leftSum, _leftWeight) = (sum, weight);
        }
        return true;
    }

    protected override double Measure(in Best best)
    {
        double right = _weight - _leftWeight;
        double apart = _scale.CenteredMean(_leftSum, _leftWeight) - _scale.CenteredMean(_sum - _leftSum, right);
        return Math.Min(_leftWeight * right / _weight * (apart * apart) / RootWeight, MostDecrease);
    }
}
