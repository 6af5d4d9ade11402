using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Grid.Learning;

/// <summary>Reads what each member of a family predicts off the forest grown for all of them.</summary>
internal static unsafe class FamilyReader
{
    /// <summary>
    /// For each reading of the family and each test row, the sum of the values of the nodes at which the reading's rules
    /// stop the trees of a block: of those trees that the reading has. One walk down a tree serves all readings.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double[] Read(TrainingMatrix matrix, Family family, GrownTree[] trees, int firstTree, int[] testRows)
    {
        int outputs = matrix.Outputs, rules = family.Rules.Length, width = matrix.Features.Count;
        var readings = family.Readings;
        var sums = new double[(long)readings.Length * testRows.Length * outputs];
        var stops = new int[trees.Length][];
        for (int t = 0; t < trees.Length; t++)
            stops[t] = Stops(trees[t], family.Rules);
        int firstReading = 0;
        while (firstReading < readings.Length && readings[firstReading].Trees <= firstTree)
            firstReading++;
        var running = new double[rules * outputs];
        fixed (byte* allBins = matrix.RowMajor)
        {
            for (int r = 0; r < testRows.Length; r++)
            {
                byte* bins = allBins + (long)testRows[r] * width;
                Array.Clear(running);
                int reading = firstReading;
                for (int t = 0; t < trees.Length; t++)
                {
                    var tree = trees[t];
                    int leaf = Walk(tree, bins);
                    Add(tree.Values, stops[t].AsSpan(leaf * rules, rules), running, outputs);
                    for (; reading < readings.Length && readings[reading].Trees == firstTree + t + 1; reading++)
                        Keep(running, readings[reading].Rules, sums, ((long)reading * testRows.Length + r) * outputs, outputs);
                }
                // A reading of more trees than this block ends with has all of the block's.
                for (; reading < readings.Length; reading++)
                    Keep(running, readings[reading].Rules, sums, ((long)reading * testRows.Length + r) * outputs, outputs);
            }
        }
        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Walk(GrownTree tree, byte* bins)
    {
        fixed (GrownTree.Node* nodes = tree.Nodes)
        {
            int at = 0;
            for (int right; (right = nodes[at].Right) != 0;)
                at = bins[nodes[at].Feature] <= nodes[at].Cut ? at + 1 : right;
            return at;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double[] values, ReadOnlySpan<int> stops, double[] running, int outputs)
    {
        ref double into = ref running[0];
        ref double from = ref values[0];
        foreach (int stop in stops)
        {
            ref double node = ref Unsafe.Add(ref from, stop * outputs);
            int k = 0;
            for (; k + 4 <= outputs; k += 4)
                (Vector256.LoadUnsafe(ref into, (nuint)k) + Vector256.LoadUnsafe(ref node, (nuint)k)).StoreUnsafe(ref into, (nuint)k);
            for (; k < outputs; k++)
                Unsafe.Add(ref into, k) += Unsafe.Add(ref node, k);
            into = ref Unsafe.Add(ref into, outputs);
        }
    }

    private static void Keep(double[] running, int rules, double[] sums, long at, int outputs) =>
        running.AsSpan(rules * outputs, outputs).CopyTo(sums.AsSpan((int)at, outputs));

    /// <summary>For each leaf of a tree, and each of several rules, the node on the way to it at which growth would have stopped.</summary>
    private static int[] Stops(GrownTree tree, GrowthRules[] rules)
    {
        // A parent comes before its children: each node's stops are its parent's, or itself where none has stopped yet.
        var stops = new int[tree.Count * rules.Length];
        var parents = new int[tree.Count];
        parents[0] = -1;
        for (int id = 0; id < tree.Count; id++)
        {
            int right = tree.Nodes[id].Right;
            if (right != 0)
                parents[id + 1] = parents[right] = id;
            for (int k = 0; k < rules.Length; k++)
            {
                int above = parents[id] < 0 ? -1 : stops[parents[id] * rules.Length + k];
                bool stopped = above >= 0 && above != parents[id] || above >= 0 && StopsAt(tree, above, rules[k]);
                stops[id * rules.Length + k] = stopped ? above : id;
            }
        }
        return stops;
    }

    private static bool StopsAt(GrownTree tree, int id, GrowthRules rules) =>
        rules.StopsBefore(tree.Depths[id], tree.Rows[id]) || rules.StopsAfter(tree.Decreases[id]);
}
