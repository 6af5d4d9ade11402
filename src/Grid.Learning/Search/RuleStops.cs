namespace Grid.Learning;

/// <summary>
/// Where each of several rules would have stopped a tree, for every leaf. Each limit is followed by itself; a rule stops at
/// the first node at which one of its limits does, which in preorder is the least.
/// </summary>
internal sealed class RuleStops
{
    private readonly GrowthRules[] _limits;
    private readonly (int Depth, int Split, int Decrease)[] _rules;

    public RuleStops(GrowthRules[] rules)
    {
        // A limit by itself: rules of which the two others stop nothing.
        var limits = new List<GrowthRules>();
        _rules = Array.ConvertAll(rules, r => (
            Find(new GrowthRules(r.MaxDepth, 0, 0)),
            Find(new GrowthRules(int.MaxValue, r.MinSamplesSplit, 0)),
            Find(new GrowthRules(int.MaxValue, 0, r.MinImpurityDecrease))));
        _limits = [.. limits];

        int Find(GrowthRules limit)
        {
            int at = limits.IndexOf(limit);
            if (at >= 0)
                return at;
            limits.Add(limit);
            return limits.Count - 1;
        }
    }

    /// <summary>For each node and rule finds the node at which the rule stops on the way to it; for leaves alone.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="stops">Where they go, a node's rules side by side; at nodes that are no leaves, it stays as it is.</param>
    /// <param name="workspace">Where to work.</param>
    public void Find(GrownTree tree, int[] stops, TrialWorkspace workspace)
    {
        int width = _limits.Length, rules = _rules.Length;
        var firsts = TrialWorkspace.Grow(ref workspace.Firsts, (long)tree.Count * width);
        var parents = TrialWorkspace.Grow(ref workspace.Parents, tree.Count);
        for (int id = 0; id < tree.Count; id++)
        {
            var first = firsts.AsSpan(id * width, width);
            if (id == 0)
                first.Fill(int.MaxValue);
            else
                firsts.AsSpan(parents[id] * width, width).CopyTo(first);
            int right = tree.Nodes[id].Right;
            if (right == 0)
            {
                for (int k = 0; k < rules; k++)
                {
                    var (depth, split, decrease) = _rules[k];
                    stops[id * rules + k] = Math.Min(Math.Min(first[depth], first[split]), Math.Min(first[decrease], id));
                }
                continue;
            }
            parents[id + 1] = parents[right] = id;
            for (int l = 0; l < width; l++)
            {
                if (first[l] == int.MaxValue && (_limits[l].StopsBefore(tree.Depths[id], tree.Rows[id]) || _limits[l].StopsAfter(tree.Decreases[id])))
                    first[l] = id;
            }
        }
    }
}
