using System.Runtime.CompilerServices;

namespace Grid.Learning;

public sealed partial class Tree
{
    private const int Together = 8;

    /// <summary>
    /// The numbers of the leaves that rows fall into. Eight rows go down together, without a branch a node: while one waits for its node to
    /// come from memory, those of the others are on their way.
    /// </summary>
    /// <param name="values">The rows' values, row by row.</param>
    /// <param name="width">Values a row.</param>
    /// <param name="leaves">Where the leaves go, one a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal unsafe void Leaves(double[] values, int width, Span<int> leaves)
    {
        int r = 0;
        fixed (double* all = values)
        fixed (Node* nodes = Nodes)
        {
            for (; r + Together <= leaves.Length && !_partsMissing; r += Together)
            {
                double* row = all + (long)r * width;
                int a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, moved;
                do
                {
                    int a2 = Next(nodes, a, row), b2 = Next(nodes, b, row + width), c2 = Next(nodes, c, row + 2 * width), d2 = Next(nodes, d, row + 3 * width);
                    int e2 = Next(nodes, e, row + 4 * width), f2 = Next(nodes, f, row + 5 * width), g2 = Next(nodes, g, row + 6 * width), h2 = Next(nodes, h, row + 7 * width);
                    moved = (a ^ a2) | (b ^ b2) | (c ^ c2) | (d ^ d2) | (e ^ e2) | (f ^ f2) | (g ^ g2) | (h ^ h2);
                    (a, b, c, d, e, f, g, h) = (a2, b2, c2, d2, e2, f2, g2, h2);
                }
                while (moved != 0);
                (leaves[r], leaves[r + 1], leaves[r + 2], leaves[r + 3]) = (nodes[a].Feature, nodes[b].Feature, nodes[c].Feature, nodes[d].Feature);
                (leaves[r + 4], leaves[r + 5], leaves[r + 6], leaves[r + 7]) = (nodes[e].Feature, nodes[f].Feature, nodes[g].Feature, nodes[h].Feature);
            }
        }
        for (; r < leaves.Length; r++)
            leaves[r] = Leaf(values.AsSpan(r * width, width));
    }

    /// <summary>The node below, or the leaf itself. A missing value is greater than nothing, and goes left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe int Next(Node* nodes, int at, double* row)
    {
        Node* node = nodes + at;
        int right = node->Right;
        // All bits of an inner node, none of a leaf.
        int inner = -right >> 31;
        bool isGreater = row[node->Feature & inner] > node->Threshold;
        int goesRight = -Unsafe.As<bool, byte>(ref isGreater);
        return at + (1 + ((right - at - 1) & goesRight) & inner);
    }
}
