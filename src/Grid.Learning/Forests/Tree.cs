namespace Grid.Learning;

/// <summary>A tree that predicts: nodes in preorder, a left child after its parent, and the leaves' values.</summary>
public sealed partial class Tree
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

    /// <summary>A tree of a file, which may be a stranger's: every way through it leads forward, from a feature that there is to a leaf that there is, and no two lead to one node.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    internal static Tree Checked(Node[] nodes, double[] values, int features, int outputs)
    {
        int leaves = (nodes.Length + 1) / 2;
        if (nodes.Length % 2 == 0 || values.Length != (long)leaves * outputs)
            throw new InvalidDataException($"A tree has {nodes.Length} nodes and {values.Length} values.");
        var isChild = new bool[nodes.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            var node = nodes[i];
            if (node.Right == 0 ? (uint)node.Feature >= (uint)leaves : node.Right <= i + 1 || node.Right >= nodes.Length || (uint)node.Feature >= (uint)features)
                throw new InvalidDataException($"Node {i} of a tree leads nowhere.");
            // What packs a tree counts on one way to each node.
            if (i > 0 && !isChild[i])
                throw new InvalidDataException($"No node of a tree leads to node {i}.");
            if (node.Right == 0)
                continue;
            if (isChild[i + 1] || isChild[node.Right])
                throw new InvalidDataException($"Node {i} of a tree leads where another does.");
            isChild[i + 1] = isChild[node.Right] = true;
        }
        return new Tree(nodes, values);
    }

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
            at = GoesRight(node, row[node.Feature]) ? node.Right : at + 1;
        }
        return nodes[at].Feature;
    }
}
