namespace Grid.Learning;

public sealed partial class Tree
{
    // Packing a node takes as long as so many rows save on their way down.
    private const int NodesOfRow = 16;

    private PackedTree? _packed;
    private bool _isPacked;

    /// <summary>Packs the tree, if it has not been yet, and walking so many rows down it is worth that.</summary>
    internal void Pack(int rows, ReadOnlySpan<ValueKeys> features)
    {
        if (_isPacked || (long)rows * NodesOfRow < Nodes.Length)
            return;
        _packed = PackedTree.Of(Nodes, features);
        _isPacked = true;
    }

    /// <summary>The numbers of the leaves that rows fall into.</summary>
    /// <param name="keys">The rows' keys: of eight rows those of the first feature, of the second and so on, and eight missing ones; and so of the next eight.</param>
    /// <param name="features">What the keys are of each feature.</param>
    /// <param name="values">The rows' values, feature by feature.</param>
    /// <param name="leaves">Where the leaves go, one a row, and up to seven more.</param>
    internal unsafe void Leaves(int[] keys, ReadOnlySpan<ValueKeys> features, ReadOnlySpan<double> values, Span<int> leaves)
    {
        int rows = values.Length / features.Length;
        fixed (int* all = keys, into = leaves)
        {
            int* eight = all;
            for (int r = 0; r < rows; r += PackedTree.Together, eight += (features.Length + 1) * PackedTree.Together)
            {
                if (_packed?.TryLeaves(eight, into + r) == true)
                    continue;
                for (int exact = r; exact < Math.Min(rows, r + PackedTree.Together); exact++)
                    into[exact] = Leaf(values, rows, exact);
            }
        }
    }

    /// <summary>The number of the leaf that a row falls into, of values that stand feature by feature.</summary>
    private int Leaf(ReadOnlySpan<double> values, int rows, int row)
    {
        int at = 0;
        while (Nodes[at].Right != 0)
            at = GoesRight(Nodes[at], values[Nodes[at].Feature * rows + row]) ? Nodes[at].Right : at + 1;
        return Nodes[at].Feature;
    }

    /// <summary>Not greater rather than less or equal: a missing value is NaN and goes left.</summary>
    private static bool GoesRight(in Node node, double value) => value > node.Threshold || (double.IsNaN(node.Threshold) && !double.IsNaN(value));
}
