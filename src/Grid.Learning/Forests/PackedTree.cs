using System.Numerics;
using System.Runtime.CompilerServices;

namespace Grid.Learning;

/// <summary>A tree to be walked down by many rows: its nodes have 8 bytes, so that they stay in the nearer caches, and both children stand side by side.</summary>
/// <remarks>Values and thresholds are compared by <see cref="ValueKeys"/>.</remarks>
internal sealed class PackedTree
{
    /// <summary>How many rows go down together: while one waits for its node to come from memory, those of the others are on their way.</summary>
    public const int Together = 8;

    private readonly Node[] _nodes;
    private readonly int _shift;

    private PackedTree(Node[] nodes, int shift) => (_nodes, _shift) = (nodes, shift);

    private struct Node
    {
        /// <summary>Greater keys go right. The number of the leaf where the node is one.</summary>
        public int Key;
        /// <summary>The left child, and below it the place of the feature's keys among those of eight rows; of a leaf itself, and the place of missing values.</summary>
        public uint Link;
    }

    /// <summary>A tree's nodes, packed; null where they cannot be: a threshold is beyond its feature's values, or there are too many nodes or features.</summary>
    public static PackedTree? Of(ReadOnlySpan<Tree.Node> nodes, ReadOnlySpan<ValueKeys> features)
    {
        int shift = BitOperations.Log2((uint)features.Length * Together) + 1;
        if (nodes.Length + 1 > 1L << (32 - shift))
            return null;
        var packed = new Node[nodes.Length + 1];
        var places = new int[nodes.Length];
        int next = 2;
        for (int i = 0; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            int place = places[i];
            if (node.Right == 0)
            {
                packed[place] = new Node { Key = node.Feature, Link = (uint)place << shift | (uint)(features.Length * Together) };
                continue;
            }
            if (!features[node.Feature].TryOfThreshold(node.Threshold, out int key))
                return null;
            packed[place] = new Node { Key = key, Link = (uint)next << shift | (uint)(node.Feature * Together) };
            (places[i + 1], places[node.Right]) = (next, next + 1);
            next += 2;
        }
        return new PackedTree(packed, shift);
    }

    /// <summary>The leaves of rows. False for eight rows of which some value was too close to a threshold: their leaves may be wrong.</summary>
    /// <param name="keys">The keys of eight rows by each feature, and eight missing values.</param>
    /// <param name="leaves">Where the eight leaves go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe bool TryLeaves(int* keys, int* leaves)
    {
        int shift = _shift;
        uint mask = (1u << shift) - 1;
        fixed (Node* nodes = _nodes)
        {
            uint a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, moved;
            int ties = 0;
            do
            {
                uint a2 = Next(nodes + a, keys, shift, mask, ref ties), b2 = Next(nodes + b, keys + 1, shift, mask, ref ties);
                uint c2 = Next(nodes + c, keys + 2, shift, mask, ref ties), d2 = Next(nodes + d, keys + 3, shift, mask, ref ties);
                uint e2 = Next(nodes + e, keys + 4, shift, mask, ref ties), f2 = Next(nodes + f, keys + 5, shift, mask, ref ties);
                uint g2 = Next(nodes + g, keys + 6, shift, mask, ref ties), h2 = Next(nodes + h, keys + 7, shift, mask, ref ties);
                moved = (a ^ a2) | (b ^ b2) | (c ^ c2) | (d ^ d2) | (e ^ e2) | (f ^ f2) | (g ^ g2) | (h ^ h2);
                (a, b, c, d, e, f, g, h) = (a2, b2, c2, d2, e2, f2, g2, h2);
            }
            while (moved != 0);
            (leaves[0], leaves[1], leaves[2], leaves[3]) = (nodes[a].Key, nodes[b].Key, nodes[c].Key, nodes[d].Key);
            (leaves[4], leaves[5], leaves[6], leaves[7]) = (nodes[e].Key, nodes[f].Key, nodes[g].Key, nodes[h].Key);
            return ties == 0;
        }
    }

    /// <summary>The node below, or the leaf itself: no missing value is greater than its number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe uint Next(Node* node, int* keys, int shift, uint mask, ref int ties)
    {
        uint link = node->Link;
        int key = keys[link & mask], threshold = node->Key;
        bool isGreater = key > threshold, isEqual = key == threshold;
        ties |= Unsafe.As<bool, byte>(ref isEqual);
        return (link >> shift) + Unsafe.As<bool, byte>(ref isGreater);
    }
}
