namespace Grid.Learning.Tests;

/// <summary>
/// A tree grown the plain way: every boundary of every drawn feature is measured from the rows anew. It shares with the
/// product what defines a tree (random streams, fixed-point targets, rounding of leaves) and none of how it is grown.
/// </summary>
internal sealed partial class ReferenceTree
{
    private readonly TrainingMatrix _matrix;
    private readonly ForestParameters _parameters;
    private readonly double[] _classWeights;
    private readonly double _total;
    private FixedScale _scale;

    public sealed record Node(int Rows, int Depth, double[] Values)
    {
        public int Feature { get; set; } = -1;
        public int Cut { get; set; }
        public double Threshold { get; set; }
        public double Decrease { get; set; }
        /// <summary>What best-first growth goes by.</summary>
        public double Gain { get; set; }
        public Node? Left { get; set; }
        public Node? Right { get; set; }
    }

    private ReferenceTree(TrainingMatrix matrix, ForestParameters parameters, int[] trainingRows, List<(int Row, int Weight)> sample)
    {
        (_matrix, _parameters) = (matrix, parameters);
        _classWeights = new double[matrix.Outputs];
        Array.Fill(_classWeights, 1.0);
        if (parameters.ClassWeight != ClassWeighting.None)
            WeighClasses(trainingRows, sample);
        _total = WeightOf(sample);
        _scale = matrix.Task == LearningTask.Regression ? matrix.FixedTarget.Scale : default;
    }

    public static (Node Root, int[] Weights) Grow(TrainingMatrix matrix, ForestParameters parameters, int[] trainingRows, int fold, int tree)
    {
        var weights = new ushort[trainingRows.Length];
        Array.Fill(weights, (ushort)1);
        if (parameters.Bootstrap)
            BootstrapSample.Draw(RandomStream.Key(RandomStream.Purpose.Bootstrap, parameters.Seed, fold, tree), parameters.MaxSamples.Of(trainingRows.Length), weights);
        var sample = trainingRows.Select((row, i) => (row, (int)weights[i])).Where(s => s.Item2 > 0).ToList();
        var grower = new ReferenceTree(matrix, parameters, trainingRows, sample);
        ulong key = RandomStream.Key(RandomStream.Purpose.Nodes, parameters.Seed, fold, tree);
        var root = parameters.MaxLeafNodes is { } leaves ? grower.GrowBestFirst(sample, key, leaves) : grower.Grow(sample, 0, key);
        if (parameters.CcpAlpha > 0)
            grower.Prune(root);
        return (root, Array.ConvertAll(weights, w => (int)w));
    }

    public static Node Leaf(Node node, Func<int, int> bins)
    {
        while (node.Feature >= 0)
            node = (bins(node.Feature) <= node.Cut ? node.Left : node.Right)!;
        return node;
    }

    private Node Grow(List<(int Row, int Weight)> rows, int depth, ulong key)
    {
        var (node, left, right) = Split(rows, depth, key);
        if (node.Feature < 0)
            return node;
        node.Left = Grow(left, depth + 1, RandomStream.Left(key));
        node.Right = Grow(right, depth + 1, RandomStream.Right(key));
        return node;
    }

    /// <summary>A node and the rows on both sides of its split; one without a feature is a leaf.</summary>
    private (Node Node, List<(int Row, int Weight)> Left, List<(int Row, int Weight)> Right) Split(List<(int Row, int Weight)> rows, int depth, ulong key)
    {
        if (_matrix.IsWide)
            _scale = new FixedScale(rows.Min(r => _matrix.Values[r.Row]), rows.Max(r => _matrix.Values[r.Row]), rows.Sum(r => r.Weight));
        var node = new Node(rows.Count, depth, Values(rows));
        bool pure = _matrix.Task == LearningTask.Classification
            ? rows.All(r => _matrix.Classes[r.Row] == _matrix.Classes[rows[0].Row])
            : rows.All(r => NumberOf(r.Row) == NumberOf(rows[0].Row));
        if (pure || depth >= (_parameters.MaxDepth ?? int.MaxValue) || rows.Count < _parameters.MinSamplesSplit || rows.Count < 2 * _parameters.MinSamplesLeaf)
            return (node, [], []);
        (int Feature, int Cut, double Threshold) chosen = (-1, 0, 0);
        IComparable? best = null;
        foreach (int feature in Draws(rows, key))
        {
            foreach (var (bin, cut, threshold) in Boundaries(rows, feature, key))
            {
                var (left, right) = Part(rows, feature, bin);
                if (left.Count < _parameters.MinSamplesLeaf || right.Count < _parameters.MinSamplesLeaf)
                    continue;
                var score = Score(left, right);
                if (best is null || score.CompareTo(best) > 0)
                    (best, chosen) = (score, (feature, cut, threshold));
            }
        }
        if (chosen.Feature < 0)
            return (node, [], []);
        var (leftRows, rightRows) = Part(rows, chosen.Feature, chosen.Cut);
        double weight = WeightOf(rows), leftWeight = WeightOf(leftRows), rightWeight = WeightOf(rightRows);
        double decrease = weight / _total * (Impurity(rows) - leftWeight / weight * Impurity(leftRows) - rightWeight / weight * Impurity(rightRows));
        if (decrease + 2.220446049250313e-16 < _parameters.MinImpurityDecrease)
            return (node, [], []);
        (node.Feature, node.Cut, node.Threshold, node.Decrease) = (chosen.Feature, chosen.Cut, chosen.Threshold, decrease);
        node.Gain = GainOf(rows, leftRows, rightRows, decrease);
        return (node, leftRows, rightRows);
    }

    /// <summary>The boundaries that a feature offers: between each two bins that are present, or the one that is drawn.</summary>
    private IEnumerable<(int Bin, int Cut, double Threshold)> Boundaries(List<(int Row, int Weight)> rows, int feature, ulong key)
    {
        var bins = rows.Select(r => _matrix.BinOf(feature, r.Row)).Distinct().Order().ToArray();
        if (_parameters.ExtraTrees)
        {
            yield return Drawn(feature, bins, key);
            yield break;
        }
        for (int k = 0; k + 1 < bins.Length; k++)
        {
            double threshold = _matrix.Features[feature].Threshold(bins[k], bins[k + 1], out int cut);
            yield return (bins[k], cut, threshold);
        }
    }

    private IEnumerable<int> Draws(List<(int Row, int Weight)> rows, ulong key)
    {
        int features = _matrix.Features.Count, wanted = _parameters.MaxFeatures.Of(features), varied = 0;
        var random = new RandomStream(key);
        var order = Enumerable.Range(0, features).ToArray();
        for (int drawn = 0; drawn < features && (drawn < wanted || varied == 0); drawn++)
        {
            int last = features - 1 - drawn, at = random.Below(last + 1);
            (order[at], order[last]) = (order[last], order[at]);
            int feature = order[last];
            int first = _matrix.BinOf(feature, rows[0].Row);
            if (!rows.Any(r => _matrix.BinOf(feature, r.Row) != first))
                continue;
            varied++;
            yield return feature;
        }
    }

    private (List<(int Row, int Weight)> Left, List<(int Row, int Weight)> Right) Part(List<(int Row, int Weight)> rows, int feature, int bin)
    {
        var (left, right) = (new List<(int, int)>(), new List<(int, int)>());
        foreach (var row in rows)
            (_matrix.BinOf(feature, row.Row) <= bin ? left : right).Add(row);
        return (left, right);
    }

    private int[] Counts(List<(int Row, int Weight)> rows)
    {
        var counts = new int[_matrix.Outputs];
        foreach (var (row, weight) in rows)
            counts[_matrix.Classes[row]] += weight;
        return counts;
    }

    private double WeightOf(List<(int Row, int Weight)> rows) => _matrix.Task == LearningTask.Regression
        ? rows.Sum(r => r.Weight)
        : Counts(rows).Select((n, c) => n * _classWeights[c]).Sum();

    private IComparable Score(List<(int Row, int Weight)> left, List<(int Row, int Weight)> right)
    {
        if (_matrix.Task == LearningTask.Regression)
            return Square(left) + Square(right);
        if (_parameters.Criterion == Criterion.Gini)
            return Gini(left) + Gini(right);
        return _parameters.ClassWeight == ClassWeighting.None ? Entropy(left) + Entropy(right) : WeighedEntropy(left) + WeighedEntropy(right);

        double Square(List<(int Row, int Weight)> side)
        {
            double sum = side.Sum(r => NumberOf(r.Row) * r.Weight);
            return sum * sum / side.Sum(r => r.Weight);
        }
        double Gini(List<(int Row, int Weight)> side)
        {
            var weights = Counts(side).Select((n, c) => n * _classWeights[c]).ToArray();
            return side.Count == 0 ? 0 : weights.Sum(w => w * w) / weights.Sum();
        }
        long Entropy(List<(int Row, int Weight)> side)
        {
            var counts = Counts(side);
            return counts.Sum(n => EntropyTable.Of(n)) - EntropyTable.Of(counts.Sum());
        }
        double WeighedEntropy(List<(int Row, int Weight)> side)
        {
            var weights = Counts(side).Select((n, c) => n * _classWeights[c]).ToArray();
            return side.Count == 0 ? 0 : weights.Sum(w => w > 0 ? w * Math.Log2(w) : 0) - weights.Sum() * Math.Log2(weights.Sum());
        }
    }

    private double Impurity(List<(int Row, int Weight)> rows)
    {
        double weight = WeightOf(rows);
        if (_matrix.Task == LearningTask.Regression)
        {
            double mean = rows.Sum(r => r.Weight * _matrix.Values[r.Row]) / weight;
            return rows.Sum(r => r.Weight * (_matrix.Values[r.Row] - mean) * (_matrix.Values[r.Row] - mean)) / weight;
        }
        var shares = Counts(rows).Select((n, c) => n * _classWeights[c] / weight).Where(p => p > 0);
        return _parameters.Criterion == Criterion.Gini ? 1 - shares.Sum(p => p * p) : -shares.Sum(p => p * Math.Log2(p));
    }

    private double[] Values(List<(int Row, int Weight)> rows)
    {
        if (_matrix.Task == LearningTask.Classification)
        {
            var weights = Counts(rows).Select((n, c) => n * _classWeights[c]).ToArray();
            return Array.ConvertAll(weights, w => LeafQuantum.Round(w / weights.Sum(), LeafQuantum.For(1.0)));
        }
        long sum = rows.Sum(r => NumberOf(r.Row) * r.Weight);
        double mean = _scale.Offset + _scale.CenteredMean(sum, rows.Sum(r => r.Weight));
        return [_matrix.IsWide ? mean : LeafQuantum.Round(mean, _matrix.FixedTarget.Quantum)];
    }

    private long NumberOf(int row) => (_matrix.IsWide ? _scale : _matrix.FixedTarget.Scale).Of(_matrix.Values[row]);
}
