namespace Grid.Learning;

/// <summary>
/// Which splits of a grown tree are left by rules that look at the whole of it. Best-first growth to so many leaves makes those splits
/// of the full tree that lessen the impurity most, from the root on: as a node's draws follow from its path alone, its split is the
/// same whenever its turn comes. Pruning by cost and complexity (Breiman, Friedman, Olshen and Stone, Classification and Regression
/// Trees, 1984, chapter 3) takes back each branch that lessens the impurity by no more than its leaves cost.
/// </summary>
internal sealed class TreeTrimmer
{
    // An alpha that was worked out from a tree's impurities must take back its branch, whatever the last digit.
    private const double Tolerance = 1e-12;

    private readonly PriorityQueue<int, (double, int)> _frontier = new();
    private bool[] _splits = [];
    private double[] _gains = [];

    /// <summary>For each node whether it is split under the rules; of nodes below one that is not, nothing is said.</summary>
    public ReadOnlySpan<bool> Splits(GrownTree tree, in GrowthRules rules)
    {
        int count = tree.Count;
        if (_splits.Length < count)
            (_splits, _gains) = (new bool[Math.Max(count, 2 * _splits.Length)], new double[Math.Max(count, 2 * _splits.Length)]);
        for (int id = 0; id < count; id++)
            _splits[id] = !tree.IsLeaf(id) && !rules.StopsBefore(tree.Depths[id], tree.Rows[id]) && !rules.StopsAfter(tree.Decreases[id]);
        if (rules.MaxLeafNodes != int.MaxValue)
            KeepBest(tree, rules.MaxLeafNodes - 1);
        if (rules.CcpAlpha > 0)
            Prune(tree, rules.CcpAlpha);
        return _splits.AsSpan(0, count);
    }

    /// <summary>Copies what is left of a tree under the rules.</summary>
    public void Trim(GrownTree tree, in GrowthRules rules, GrownTree into)
    {
        var splits = Splits(tree, rules);
        into.Clear();
        var pending = new Stack<(int Node, int Parent)>();
        pending.Push((0, -1));
        while (pending.TryPop(out var next))
        {
            int from = next.Node, id = into.Add(tree.Rows[from], tree.Depths[from]);
            tree.ValuesOf(from).CopyTo(into.ValuesOf(id));
            if (next.Parent >= 0)
                into.Nodes[next.Parent].Right = id;
            if (!splits[from])
                continue;
            into.Split(id, tree.Nodes[from].Feature, tree.Cuts[from], tree.Thresholds[from], tree.Decreases[from]);
            pending.Push((tree.Nodes[from].Right, id));
            pending.Push((from + 1, -1));
        }
    }

    private void KeepBest(GrownTree tree, int most)
    {
        _frontier.Clear();
        var kept = new bool[tree.Count];
        Offer(0);
        for (int left = most; left > 0 && _frontier.TryDequeue(out int id, out _); left--)
        {
            kept[id] = true;
            Offer(id + 1);
            Offer(tree.Nodes[id].Right);
        }
        kept.CopyTo(_splits, 0);

        void Offer(int id)
        {
            if (_splits[id])
                _frontier.Enqueue(id, (-tree.Decreases[id], id));
        }
    }

    private void Prune(GrownTree tree, double alpha)
    {
        // Children come after their parent. What a branch gains beyond the cost of its leaves, pruned as is best for it.
        for (int id = tree.Count - 1; id >= 0; id--)
        {
            double gain = _splits[id] ? tree.Decreases[id] + _gains[id + 1] + _gains[tree.Nodes[id].Right] - alpha : 0;
            _splits[id] &= gain > alpha * Tolerance;
            _gains[id] = _splits[id] ? gain : 0;
        }
    }
}
