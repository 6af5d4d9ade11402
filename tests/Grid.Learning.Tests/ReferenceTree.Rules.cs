namespace Grid.Learning.Tests;

// Class weights, drawn thresholds, best-first growth, and pruning link by link, as scikit-learn's code has them.
internal sealed partial class ReferenceTree
{
    private void WeighClasses(int[] trainingRows, List<(int Row, int Weight)> sample)
    {
        var weighting = _parameters.ClassWeight;
        if (weighting != ClassWeighting.Balanced && weighting != ClassWeighting.BalancedSubsample)
        {
            foreach (string pair in weighting.ToString().Split('/'))
                _classWeights[_matrix.Labels!.Names.ToList().IndexOf(pair.Split(':')[0])] = double.Parse(pair.Split(':')[1]);
            return;
        }
        var rows = weighting == ClassWeighting.BalancedSubsample && _parameters.Bootstrap ? sample : [.. trainingRows.Select(r => (r, 1))];
        int present = rows.Select(r => _matrix.Classes[r.Row]).Distinct().Count();
        for (int c = 0; c < _matrix.Outputs; c++)
        {
            int own = rows.Where(r => _matrix.Classes[r.Row] == c).Sum(r => r.Weight);
            _classWeights[c] = own == 0 ? 0 : rows.Sum(r => r.Weight) / ((double)present * own);
        }
    }

    private (int Bin, int Cut, double Threshold) Drawn(int feature, int[] bins, ulong key)
    {
        var values = _matrix.Features[feature].Highs;
        int[] known = [.. bins.Where(b => !double.IsNaN(values[b]))];
        if (known.Length == 1)
            return (0, 0, double.NaN);
        double least = values[known[0]], greatest = values[known[^1]];
        double share = new RandomStream(RandomStream.OfFeature(key, feature)).Share();
        double threshold = least * (1 - share) + greatest * share;
        int cut = Enumerable.Range(known[0], known[^1] - known[0]).Last(b => values[b] <= threshold);
        return (cut, cut, threshold);
    }

    /// <summary>What growth by the best goes by: the improvement in the operations of the product, so that equals are equal.</summary>
    private double GainOf(List<(int Row, int Weight)> rows, List<(int Row, int Weight)> left, List<(int Row, int Weight)> right, double decrease)
    {
        if (_matrix.Task == LearningTask.Regression)
            return decrease;
        return Score(left, right) switch
        {
            // Of one side nothing is added.
            long bits => Math.Max(0, EntropyTable.Unscale(bits - (long)Score(rows, []))) / _total,
            double score => Math.Max(0, score - (double)Score(rows, [])) / _total,
            _ => throw new InvalidOperationException(),
        };
    }

    private Node GrowBestFirst(List<(int Row, int Weight)> rows, ulong key, int leaves)
    {
        var root = Split(rows, 0, key);
        var frontier = new List<(string Path, Node Node, List<(int, int)> Left, List<(int, int)> Right, ulong Key)> { ("", root.Node, root.Left, root.Right, key) };
        for (int left = leaves - 1; left > 0; left--)
        {
            var next = frontier.Where(f => f.Node.Feature >= 0).OrderByDescending(f => f.Node.Gain).ThenBy(f => f.Path, StringComparer.Ordinal).FirstOrDefault();
            if (next.Node is null)
                break;
            frontier.Remove(next);
            var (leftKey, rightKey) = (RandomStream.Left(next.Key), RandomStream.Right(next.Key));
            var a = Split(next.Left, next.Node.Depth + 1, leftKey);
            var b = Split(next.Right, next.Node.Depth + 1, rightKey);
            (next.Node.Left, next.Node.Right) = (a.Node, b.Node);
            frontier.Add((next.Path + "0", a.Node, a.Left, a.Right, leftKey));
            frontier.Add((next.Path + "1", b.Node, b.Left, b.Right, rightKey));
        }
        foreach (var open in frontier)
            open.Node.Feature = -1;
        return root.Node;
    }

    /// <summary>Takes back the weakest link again and again, while it is no stronger than alpha.</summary>
    private void Prune(Node root)
    {
        while (root.Feature >= 0)
        {
            var (weakest, strength) = Inner(root).Select(n => (n, Decreases(n) / (CountLeaves(n) - 1))).MinBy(n => n.Item2);
            if (strength > _parameters.CcpAlpha)
                return;
            weakest.Feature = -1;
        }
    }

    private static IEnumerable<Node> Inner(Node node) => node.Feature < 0 ? [] : [node, .. Inner(node.Left!), .. Inner(node.Right!)];

    private static double Decreases(Node node) => Inner(node).Sum(n => n.Decrease);

    public static int CountLeaves(Node node) => node.Feature < 0 ? 1 : CountLeaves(node.Left!) + CountLeaves(node.Right!);
}
