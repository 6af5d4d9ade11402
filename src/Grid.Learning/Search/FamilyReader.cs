using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grid.Learning;

/// <summary>
/// Reads what each member of a family predicts off the forest grown for all of them. Trees are taken in batches: a test row
/// is walked down each tree once, and each of the family's rules takes the values of the node at which it would have
/// stopped the tree on the way.
/// </summary>
internal sealed unsafe class FamilyReader(TrainingMatrix matrix, Family family, int firstTree, int[] testRows, TrialWorkspace workspace)
{
    // Sums by rules, row and output; predictions of readings whose last tree has been added.
    private readonly double[] _running = workspace.Running((long)family.Rules.Length * testRows.Length * matrix.Outputs);
    private readonly double[] _sums = workspace.Sums((long)family.Readings.Length * testRows.Length * matrix.Outputs);
    private readonly RuleStops _stops = new(family.Rules);
    private int _trees = firstTree;

    /// <summary>The next tree after which a reading is to be taken; a batch must not go beyond it.</summary>
    public int NextReading => family.Readings.Select(r => r.Trees).Where(t => t > _trees).DefaultIfEmpty(int.MaxValue).Min();

    /// <summary>Adds the next trees, and takes the readings that end with the last of them.</summary>
    public void Add(ReadOnlySpan<GrownTree> trees)
    {
        var leaves = new int[trees.Length][];
        var stops = new int[trees.Length][];
        for (int t = 0; t < trees.Length; t++)
        {
            leaves[t] = workspace.Leaves(t, testRows.Length);
            Walk(trees[t], leaves[t]);
            stops[t] = workspace.Stops(t, _stops.LengthFor(trees[t]));
            _stops.Find(trees[t], stops[t], workspace);
        }
        Sum(trees, leaves, stops);
        _trees += trees.Length;
        for (int k = 0; k < family.Readings.Length; k++)
        {
            if (family.Readings[k].Trees == _trees)
                Take(k);
        }
    }

    /// <summary>For each reading, row and output the sum over the reading's trees among those added: in the workspace, until its next trial.</summary>
    public ReadOnlySpan<double> Finish()
    {
        for (int k = 0; k < family.Readings.Length; k++)
        {
            // A reading of more trees than were added has all of them.
            if (family.Readings[k].Trees > _trees)
                Take(k);
        }
        return _sums.AsSpan(0, family.Readings.Length * testRows.Length * matrix.Outputs);
    }

    private void Take(int reading)
    {
        int length = testRows.Length * matrix.Outputs;
        Array.Copy(_running, (long)family.Readings[reading].Rules * length, _sums, (long)reading * length, length);
    }

    /// <summary>Finds the leaf of each test row, four rows at a time: a leaf leads to itself until all have arrived.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Walk(GrownTree tree, int[] leaves)
    {
        int width = matrix.Features.Count, depth = tree.Depth, r = 0;
        if (matrix.HasWide)
        {
            for (; r < testRows.Length; r++)
                leaves[r] = tree.Leaf(matrix.WideRowBins(testRows[r]));
            return;
        }
        fixed (byte* all = matrix.RowMajor)
        fixed (GrownTree.Node* nodes = tree.Nodes)
        {
            for (; r + 4 <= testRows.Length; r += 4)
            {
                byte* a = all + (long)testRows[r] * width, b = all + (long)testRows[r + 1] * width;
                byte* c = all + (long)testRows[r + 2] * width, d = all + (long)testRows[r + 3] * width;
                int i = 0, j = 0, k = 0, l = 0;
                for (int step = 0; step < depth; step++)
                {
                    i = Next(nodes + i, i, a);
                    j = Next(nodes + j, j, b);
                    k = Next(nodes + k, k, c);
                    l = Next(nodes + l, l, d);
                }
                (leaves[r], leaves[r + 1], leaves[r + 2], leaves[r + 3]) = (i, j, k, l);
            }
            for (; r < testRows.Length; r++)
                leaves[r] = tree.Leaf(matrix.RowBins(testRows[r]));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(GrownTree.Node* node, int at, byte* bins)
    {
        int left = at + node->Step, right = node->Right;
        return bins[node->Feature] <= node->Cut ? left : right;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(ReadOnlySpan<GrownTree> trees, int[][] leaves, int[][] stops)
    {
        int rules = family.Rules.Length, outputs = matrix.Outputs, stride = GrownTree.StrideOf(outputs), rows = testRows.Length;
        var padded = new double[stride];
        var offsets = new int[trees.Length];
        for (int r = 0; r < rows; r++)
        {
            for (int t = 0; t < offsets.Length; t++)
                offsets[t] = leaves[t][r] * rules;
            for (int k = 0; k < rules; k++)
            {
                var into = _running.AsSpan((k * rows + r) * outputs, outputs);
                if (outputs == 1)
                {
                    for (int t = 0; t < trees.Length; t++)
                        into[0] += ValuesAt(trees[t], stops[t], offsets[t] + k);
                    continue;
                }
                into.CopyTo(padded);
                int v = 0;
                for (; v + 12 <= stride; v += 12)
                {
                    ref double at = ref padded[v];
                    var (a, b, c) = (Vector256.LoadUnsafe(ref at), Vector256.LoadUnsafe(ref at, 4), Vector256.LoadUnsafe(ref at, 8));
                    for (int t = 0; t < trees.Length; t++)
                    {
                        ref double node = ref Unsafe.Add(ref ValuesAt(trees[t], stops[t], offsets[t] + k), v);
                        a += Vector256.LoadUnsafe(ref node);
                        b += Vector256.LoadUnsafe(ref node, 4);
                        c += Vector256.LoadUnsafe(ref node, 8);
                    }
                    a.StoreUnsafe(ref at);
                    b.StoreUnsafe(ref at, 4);
                    c.StoreUnsafe(ref at, 8);
                }
                for (; v < stride; v += 4)
                {
                    var a = Vector256.LoadUnsafe(ref padded[v]);
                    for (int t = 0; t < trees.Length; t++)
                        a += Vector256.LoadUnsafe(ref Unsafe.Add(ref ValuesAt(trees[t], stops[t], offsets[t] + k), v));
                    a.StoreUnsafe(ref padded[v]);
                }
                padded.AsSpan(0, outputs).CopyTo(into);
            }
        }
    }

    /// <summary>The values of the node at which a rule stops a tree; the places are the tree's own, unchecked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double ValuesAt(GrownTree tree, int[] stops, int at) => ref Unsafe.Add(
        ref MemoryMarshal.GetArrayDataReference(tree.Values), Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(stops), at) * tree.Stride);
}
