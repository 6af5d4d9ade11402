namespace Grid.Learning;

/// <summary>The nodes of a forest's trees as the attributes of ONNX's tree ensembles.</summary>
internal sealed class OnnxTrees(Forest forest, IReadOnlyList<int> placeOf)
{
    /// <summary>Adds the nodes.</summary>
    public OnnxNode AddTo(OnnxNode node)
    {
        int count = forest.Trees.Sum(t => t.NodeCount);
        var (trees, ids, features, left, right, missing) = (new long[count], new long[count], new long[count], new long[count], new long[count], new long[count]);
        var modes = new string[count];
        var values = new double[count];
        int at = 0;
        for (int t = 0; t < forest.Trees.Count; t++)
        {
            var nodes = forest.Trees[t].Nodes;
            for (int i = 0; i < nodes.Length; i++, at++)
            {
                (trees[at], ids[at]) = (t, i);
                if (nodes[i].Right == 0)
                {
                    modes[at] = "LEAF";
                    continue;
                }
                // Missing values go left. Where they alone do, nothing is less than the threshold.
                bool alone = double.IsNaN(nodes[i].Threshold);
                modes[at] = alone ? "BRANCH_LT" : "BRANCH_LEQ";
                values[at] = alone ? double.NegativeInfinity : nodes[i].Threshold;
                (features[at], left[at], right[at], missing[at]) = (placeOf[nodes[i].Feature], i + 1, nodes[i].Right, 1);
            }
        }
        return node.With("nodes_treeids", trees).With("nodes_nodeids", ids).With("nodes_featureids", features).With("nodes_modes", modes)
            .With("nodes_values_as_tensor", values).With("nodes_truenodeids", left).With("nodes_falsenodeids", right).With("nodes_missing_value_tracks_true", missing);
    }

    /// <summary>Adds what the leaves give: a figure a class, or one.</summary>
    /// <param name="node">The node.</param>
    /// <param name="prefix">How its attributes begin: class or target.</param>
    public void AddLeaves(OnnxNode node, string prefix)
    {
        int outputs = forest.Outputs;
        var (trees, ids, classes, weights) = (new List<long>(), new List<long>(), new List<long>(), new List<double>());
        for (int t = 0; t < forest.Trees.Count; t++)
        {
            var tree = forest.Trees[t];
            for (int i = 0; i < tree.Nodes.Length; i++)
            {
                for (int k = 0; tree.Nodes[i].Right == 0 && k < outputs; k++)
                {
                    trees.Add(t);
                    ids.Add(i);
                    classes.Add(k);
                    weights.Add(tree.Values[tree.Nodes[i].Feature * outputs + k]);
                }
            }
        }
        node.With($"{prefix}_treeids", trees).With($"{prefix}_nodeids", ids).With($"{prefix}_ids", classes).With($"{prefix}_weights_as_tensor", weights.ToArray());
    }
}
