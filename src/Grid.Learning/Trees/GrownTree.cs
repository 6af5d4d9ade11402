namespace Grid.Learning;

/// <summary>
/// A tree as it was grown, in preorder: a left child follows its parent. Every node, not only a leaf, has the values it would
/// predict, its rows and what its split gained, so that tighter rules can be read off.
/// </summary>
internal sealed class GrownTree(int outputs, int capacity = 64)
{
    /// <summary>What a walk reads of a node. A leaf leads to itself, so that walks of several rows may go on together.</summary>
    public struct Node
    {
        /// <summary>The right child; 0 where the node is a leaf.</summary>
        public int Right;
        public ushort Feature;
        /// <summary>Bins up to this go left; all of them in a leaf.</summary>
        public byte Cut;
        /// <summary>How far on the left child is: 1, or 0 in a leaf.</summary>
        public byte Step;
    }

    public Node[] Nodes = new Node[capacity];
    /// <summary>Cuts between more bins than a node's byte can say; a matrix whose features all have at most 256 is walked without them.</summary>
    public ushort[] Cuts = new ushort[capacity];
    public double[] Thresholds = new double[capacity];
    public double[] Decreases = new double[capacity];
    public int[] Rows = new int[capacity];
    public int[] Depths = new int[capacity];
    public double[] Values = new double[capacity * StrideOf(outputs)];

    public int Outputs { get; } = outputs;

    /// <summary>Doubles from one node's values to the next's: whole vectors where there are several.</summary>
    public int Stride { get; } = StrideOf(outputs);

    public int Count { get; private set; }

    /// <summary>Splits from the root to the deepest leaf.</summary>
    public int Depth { get; private set; }

    public static int StrideOf(int outputs) => outputs == 1 ? 1 : (outputs + 3) & ~3;

    public void Clear() => Count = Depth = 0;

    /// <summary>Adds a leaf; <see cref="Split"/> may make more of it.</summary>
    public int Add(int rows, int depth)
    {
        int id = Count++;
        if (id == Nodes.Length)
        {
            Array.Resize(ref Nodes, id * 2);
            Array.Resize(ref Cuts, id * 2);
            Array.Resize(ref Thresholds, id * 2);
            Array.Resize(ref Decreases, id * 2);
            Array.Resize(ref Rows, id * 2);
            Array.Resize(ref Depths, id * 2);
            Array.Resize(ref Values, id * 2 * Stride);
        }
        Nodes[id] = new Node { Cut = byte.MaxValue };
        (Rows[id], Depths[id], Decreases[id]) = (rows, depth, 0);
        Depth = Math.Max(Depth, depth);
        return id;
    }

    public void Split(int id, int feature, int cut, double threshold, double decrease)
    {
        Nodes[id] = new Node { Feature = (ushort)feature, Cut = (byte)cut, Step = 1 };
        Cuts[id] = (ushort)cut;
        (Thresholds[id], Decreases[id]) = (threshold, decrease);
    }

    public Span<double> ValuesOf(int id) => Values.AsSpan(id * Stride, Outputs);

    public bool IsLeaf(int id) => Nodes[id].Right == 0;

    /// <summary>The leaf that a row's bins lead to, where some feature has more than 256.</summary>
    public int Leaf(ReadOnlySpan<ushort> bins)
    {
        var nodes = Nodes;
        int at = 0;
        while (nodes[at].Step != 0)
            at = bins[nodes[at].Feature] <= Cuts[at] ? at + 1 : nodes[at].Right;
        return at;
    }

    /// <summary>The leaf that a row's bins lead to.</summary>
    public int Leaf(ReadOnlySpan<byte> bins)
    {
        var nodes = Nodes;
        int at = 0;
        while (nodes[at].Step != 0)
            at = bins[nodes[at].Feature] <= nodes[at].Cut ? at + 1 : nodes[at].Right;
        return at;
    }
}
