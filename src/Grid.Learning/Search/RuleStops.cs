using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Grid.Learning;

/// <summary>
/// Where each of several rules would have stopped a tree, for every leaf. Each limit is followed by itself; a rule stops at
/// the first node at which one of its limits does, which in preorder is the least. Up to eight limits of a kind are
/// followed in a vector. Rules that look at the whole tree are asked one by one what they leave of it.
/// </summary>
internal sealed class RuleStops
{
    private const int Lanes = 8;
    private readonly GrowthRules[] _rules;
    private readonly int[] _depths, _splits;
    private readonly double[] _decreases;
    // For each rule which of the limits of a kind is its own; whole vectors of rules.
    private readonly int[] _depthOf, _splitOf, _decreaseOf;
    private readonly int[] _ofWholeTree;
    private readonly TreeTrimmer _trimmer = new();

    public RuleStops(GrowthRules[] rules)
    {
        _rules = rules;
        _ofWholeTree = [.. Enumerable.Range(0, rules.Length).Where(k => rules[k].AreOfWholeTree)];
        _depths = [.. rules.Select(r => r.MaxDepth).Distinct()];
        _splits = [.. rules.Select(r => r.MinSamplesSplit).Distinct()];
        _decreases = [.. rules.Select(r => r.MinImpurityDecrease).Distinct()];
        int padded = (rules.Length + Lanes - 1) / Lanes * Lanes;
        (_depthOf, _splitOf, _decreaseOf) = (new int[padded], new int[padded], new int[padded]);
        for (int k = 0; k < rules.Length; k++)
        {
            _depthOf[k] = Array.IndexOf(_depths, rules[k].MaxDepth);
            _splitOf[k] = Array.IndexOf(_splits, rules[k].MinSamplesSplit);
            _decreaseOf[k] = Array.IndexOf(_decreases, rules[k].MinImpurityDecrease);
        }
    }

    /// <summary>How long the array of a tree's stops must be.</summary>
    public int LengthFor(GrownTree tree) => tree.Count * _rules.Length + Lanes - 1;

    /// <summary>For each node and rule finds the node at which the rule stops on the way to it; for leaves alone.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="stops">Where they go, a node's rules side by side; what is written for a node that is no leaf is undefined.</param>
    /// <param name="workspace">Where to work.</param>
    public void Find(GrownTree tree, int[] stops, TrialWorkspace workspace)
    {
        if (Avx2.IsSupported && Math.Max(_depths.Length, Math.Max(_splits.Length, _decreases.Length)) <= Lanes)
            FindInLanes(tree, stops, workspace);
        else
            FindPlainly(tree, stops);
    }

    /// <summary>As <see cref="Find"/>, for any rules on any processor: each rule by itself.</summary>
    public void FindPlainly(GrownTree tree, int[] stops)
    {
        var parents = new int[tree.Count];
        for (int id = 0; id < tree.Count; id++)
        {
            int right = tree.Nodes[id].Right;
            if (right != 0)
                parents[id + 1] = parents[right] = id;
            for (int k = 0; k < _rules.Length; k++)
            {
                int above = id == 0 ? int.MaxValue : stops[parents[id] * _rules.Length + k];
                bool stopsHere = right == 0 || _rules[k].StopsBefore(tree.Depths[id], tree.Rows[id]) || _rules[k].StopsAfter(tree.Decreases[id]);
                stops[id * _rules.Length + k] = stopsHere ? Math.Min(above, id) : above;
            }
        }
        FindTrimmed(tree, stops);
    }

    private void FindTrimmed(GrownTree tree, int[] stops)
    {
        if (_ofWholeTree.Length == 0)
            return;
        // Where the way to a node ended; itself where it goes on.
        var ends = new int[tree.Count];
        foreach (int k in _ofWholeTree)
        {
            var splits = _trimmer.Splits(tree, _rules[k]);
            ends[0] = 0;
            for (int id = 0; id < ends.Length; id++)
            {
                if (tree.IsLeaf(id))
                    stops[id * _rules.Length + k] = ends[id];
                else
                    (ends[id + 1], ends[tree.Nodes[id].Right]) = ends[id] == id && splits[id] ? (id + 1, tree.Nodes[id].Right) : (ends[id], ends[id]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void FindInLanes(GrownTree tree, int[] stops, TrialWorkspace workspace)
    {
        int rules = _rules.Length;
        var never = Vector256.Create(int.MaxValue);
        var depths = Limits(_depths, int.MaxValue);
        var splits = Limits(_splits, 0);
        bool anyDecrease = _decreases.Any(d => d > GrowthRules.Epsilon);
        fixed (int* firsts = TrialWorkspace.Grow(ref workspace.Firsts, 3L * Lanes * tree.Count))
        fixed (int* parents = TrialWorkspace.Grow(ref workspace.Parents, tree.Count), into = stops)
        fixed (int* depthOf = _depthOf, splitOf = _splitOf, decreaseOf = _decreaseOf)
        {
            for (int id = 0; id < tree.Count; id++)
            {
                int* above = firsts + (id == 0 ? 0 : parents[id]) * 3 * Lanes;
                var (depth, split, decrease) = id == 0
                    ? (never, never, never)
                    : (Vector256.Load(above), Vector256.Load(above + Lanes), Vector256.Load(above + 2 * Lanes));
                var self = Vector256.Create(id);
                int right = tree.Nodes[id].Right;
                if (right == 0)
                {
                    // What is written beyond the last rule is the next node's, whose turn comes.
                    for (int k = 0; k < rules; k += Lanes)
                    {
                        var stop = Vector256.Min(Avx2.PermuteVar8x32(depth, Vector256.Load(depthOf + k)), Avx2.PermuteVar8x32(split, Vector256.Load(splitOf + k)));
                        Vector256.Min(stop, Vector256.Min(Avx2.PermuteVar8x32(decrease, Vector256.Load(decreaseOf + k)), self)).Store(into + id * rules + k);
                    }
                    continue;
                }
                parents[id + 1] = parents[right] = id;
                int* own = firsts + id * 3 * Lanes;
                var tooDeep = Vector256.LessThanOrEqual(depths, Vector256.Create(tree.Depths[id]));
                var tooFew = Vector256.GreaterThan(splits, Vector256.Create(tree.Rows[id]));
                Vector256.Min(depth, Vector256.ConditionalSelect(tooDeep, self, never)).Store(own);
                Vector256.Min(split, Vector256.ConditionalSelect(tooFew, self, never)).Store(own + Lanes);
                decrease.Store(own + 2 * Lanes);
                for (int l = 0; anyDecrease && l < _decreases.Length; l++)
                {
                    if (own[2 * Lanes + l] == int.MaxValue && new GrowthRules(0, 0, _decreases[l]).StopsAfter(tree.Decreases[id]))
                        own[2 * Lanes + l] = id;
                }
            }
        }
        FindTrimmed(tree, stops);
    }

    private static Vector256<int> Limits(int[] limits, int none)
    {
        Span<int> lanes = stackalloc int[Lanes];
        lanes.Fill(none);
        limits.CopyTo(lanes);
        return Vector256.Create((ReadOnlySpan<int>)lanes);
    }
}
