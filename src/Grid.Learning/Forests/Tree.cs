namespace Grid.Learning;

/// <summary>A tree that predicts: nodes in preorder, a left child after its parent, and the leaves' values.</summary>
public sealed class Tree
{
    internal Tree(Node[] nodes, double[] values) => (Nodes, Values) = (nodes, values);

    internal struct Node
    {
        /// <summary>The right child; 0 where the node is a leaf.</summary>
        public int Right;
        /// <summary>The feature that is compared; the number of the leaf where the node is one.</summary>
        public int Feature;
        /// <summary>Values up to this go left, and so do missing ones.</summary>
        public double Threshold;
    }

    /// <summary>How many nodes there are, leaves included.</summary>
    public int NodeCount => Nodes.Length;

    /// <summary>How many leaves there are.</summary>
    public int LeafCount => (Nodes.Length + 1) / 2;

    /// <summary>How many splits lie between the root and the deepest leaf.</summary>
    public int Depth
    {
        get
        {
            // Children come after their parent.
            var depths = new int[Nodes.Length];
            for (int i = 0; i < Nodes.Length; i++)
            {
                if (Nodes[i].Right != 0)
                    depths[i + 1] = depths[Nodes[i].Right] = depths[i] + 1;
            }
            return depths.Max();
        }
    }

    internal Node[] Nodes { get; }

    internal double[] Values { get; }

    internal static Tree From(GrownTree grown)
    {
        var nodes = new Node[grown.Count];
        var values = new double[(grown.Count + 1) / 2 * grown.Outputs];
        int leaves = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            var node = grown.Nodes[i];
            if (node.Right != 0)
            {
                nodes[i] = new Node { Right = node.Right, Feature = node.Feature, Threshold = grown.Thresholds[i] };
                continue;
            }
            nodes[i].Feature = leaves;
            grown.ValuesOf(i).CopyTo(values.AsSpan(leaves++ * grown.Outputs));
        }
        return new Tree(nodes, values);
    }

    /// <summary>The number of the leaf that a row falls into.</summary>
    internal int Leaf(ReadOnlySpan<double> row)
    {
        var nodes = Nodes;
        int at = 0;
        while (nodes[at].Right != 0)
        {
            ref readonly var node = ref nodes[at];
            // Not greater rather than less or equal: a missing value is NaN and goes left.
            at = row[node.Feature] > node.Threshold || (double.IsNaN(node.Threshold) && !double.IsNaN(row[node.Feature])) ? node.Right : at + 1;
        }
        return nodes[at].Feature;
    }
}
