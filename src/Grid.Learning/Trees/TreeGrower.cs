using System.Numerics;
using System.Runtime.CompilerServices;

namespace Grid.Learning;

/// <summary>
/// Grows one tree after another, depth first, over the rows of one training set. The node's rows are a range of a list that
/// each split partitions in place, stably: rows of a node stay ascending. What is held per pending node lies in stacks.
/// One grower serves one thread.
/// </summary>
/// <remarks>
/// A node draws features without replacement from a stream of its own, keyed by its path from the root, and tries them in
/// that order; of equal splits the first tried wins. Where every feature is tried, a large node keeps a histogram of all
/// features; the smaller child counts its rows and the larger has what is left of its parent's.
/// </remarks>
internal abstract unsafe partial class TreeGrower : IDisposable
{
    protected const int WideBins = 64;
    private const int LargeNode = 4096;

    private readonly NativeBuffer<nint> _columns;
    private readonly NativeBuffer<byte> _presence = new(256);
    private readonly NativeBuffer<byte> _present = new(256);
    private readonly Feature[] _features;
    private readonly int[] _order;
    private readonly int[] _swaps;
    private readonly int _tried;
    private readonly int _words;
    private readonly ulong[] _known, _perfect;
    private Frame[] _stack = new Frame[64];
    private ulong[] _stackKnown;
    private readonly List<IDisposable> _histograms = [];
    private readonly Stack<int> _freeHistograms = new();
    private readonly SplitMemo? _memo;
    private readonly RankSort? _ranks;
    private readonly RankLists? _lists;
    private readonly List<SplitMemo.Tie> _ties = [];
    private readonly ulong[] _tied;
    private readonly UInt128[] _rowBits;

    protected TreeGrower(TrainingMatrix matrix, ForestParameters parameters, int trainingRows)
    {
        Matrix = matrix;
        MinLeaf = parameters.MinSamplesLeaf;
        _features = [.. matrix.Features];
        _columns = new NativeBuffer<nint>(_features.Length);
        _order = new int[_features.Length];
        _swaps = new int[_features.Length];
        for (int f = 0; f < _features.Length; f++)
        {
            _columns.Pointer[f] = _features[f].IsWide ? (nint)Unsafe.AsPointer(ref matrix.WideColumn(f)[0]) : (nint)Unsafe.AsPointer(ref matrix.Column(f)[0]);
            _order[f] = f;
        }
        _tried = parameters.MaxFeatures.Of(_features.Length);
        _words = (_features.Length + 63) / 64;
        _known = new ulong[_words];
        _perfect = new ulong[_words];
        _stackKnown = new ulong[_words * _stack.Length];
        Importances = new double[_features.Length];
        IsRandom = parameters.ExtraTrees;
        if (!parameters.Bootstrap && TriesAll && parameters.Trees > 1 && !IsRandom)
            _memo = new SplitMemo();
        if (KeepsLists(matrix, parameters))
            _lists = new RankLists(_features, trainingRows);
        if (MostRanked(matrix, parameters, trainingRows) is > 0 and var ranked)
            _ranks = new RankSort(ranked);
        _tied = new ulong[_words];
        _rowBits = new UInt128[_memo is null ? 0 : matrix.Rows];
        for (int r = 0; r < _rowBits.Length; r++)
            _rowBits[r] = SplitMemo.BitsOf(r);
    }

    /// <summary>A node whose turn has not come.</summary>
    protected struct Frame
    {
        public int Start, End, Depth, Parent;
        public bool IsRight;
        public ulong Key;
        /// <summary>What the memo knows the rows by.</summary>
        public UInt128 Set;
        /// <summary>The histogram of all features; -1 for none.</summary>
        public int Histogram;

        public readonly int Rows => End - Start;
    }

    /// <summary>The best split so far: scores are whole numbers, the greater the better.</summary>
    protected struct Best
    {
        public long Score;
        public int Feature, LeftBin, RightBin;
        /// <summary>The threshold, where it was drawn.</summary>
        public double Threshold;
    }

    /// <summary>How much each feature's splits lessened the impurity in the tree grown last.</summary>
    public double[] Importances { get; }

    protected TrainingMatrix Matrix { get; }

    protected int MinLeaf { get; }

    protected int FeatureCount => _features.Length;

    /// <summary>Whether every node tries every feature, so that histograms of all of them pay.</summary>
    protected bool TriesAll => _tried == _features.Length;

    /// <summary>Whether of each feature one threshold is tried, drawn at random.</summary>
    protected bool IsRandom { get; }

    protected byte* Presence => _presence.Pointer;

    /// <summary>Where a kernel finds the bins present in a node, ascending.</summary>
    protected byte* Present => _present.Pointer;

    /// <summary>A grower for a matrix's task.</summary>
    /// <param name="matrix">The rows and features.</param>
    /// <param name="parameters">The rules, checked.</param>
    /// <param name="trainingRows">The rows to grow from, ascending: classes are weighed by them.</param>
    public static TreeGrower For(TrainingMatrix matrix, ForestParameters parameters, ReadOnlySpan<int> trainingRows) =>
        (matrix.Task == LearningTask.Classification, matrix.WeightArray is not null) switch
        {
            (true, false) => new ClassGrower(matrix, parameters, trainingRows),
            (false, false) => new RegressionGrower(matrix, parameters, trainingRows.Length),
            (true, true) => new WeightedClassGrower(matrix, parameters, trainingRows),
            (false, true) => new WeightedRegressionGrower(matrix, parameters, trainingRows.Length),
        };

    /// <summary>Grows a tree from the rows whose weights are not 0.</summary>
    /// <param name="rows">Training rows, ascending.</param>
    /// <param name="weights">How often each was drawn; empty for once each.</param>
    /// <param name="key">The key of the root's random stream.</param>
    /// <param name="rules">When to stop.</param>
    /// <param name="tree">Where the tree goes; what was in it is lost.</param>
    /// <param name="cancellation">Stops between nodes that are large.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Grow(ReadOnlySpan<int> rows, ReadOnlySpan<ushort> weights, ulong key, in GrowthRules rules, GrownTree tree, CancellationToken cancellation)
    {
        tree.Clear();
        Array.Clear(Importances);
        int count = Load(rows, weights);
        _lists?.Forget();
        PutRoot();
        _stackKnown.AsSpan(0, _words).Clear();
        _stack[0] = new Frame { Start = 0, End = count, Parent = -1, Key = key, Histogram = -1 };
        if (_memo is not null)
            _stack[0].Set = SetOf(0, count);
        int height = 1;
        while (height > 0)
        {
            ref var top = ref _stack[--height];
            var frame = top;
            if (frame.Rows >= LargeNode)
                cancellation.ThrowIfCancellationRequested();
            Take(height, frame);
            _stackKnown.AsSpan(height * _words, _words).CopyTo(_known);
            int id = tree.Add(frame.Rows, frame.Depth);
            if (frame.IsRight)
                tree.Nodes[frame.Parent].Right = id;
            WriteValues(tree.ValuesOf(id));
            if (!TrySplit(ref frame, rules, out var best, out double decrease))
            {
                ReleaseHistogram(frame.Histogram);
                continue;
            }
            int cut = best.LeftBin;
            double threshold = IsRandom ? best.Threshold : _features[best.Feature].Threshold(best.LeftBin, best.RightBin, out cut);
            PartLists(frame, best.Feature, cut);
            int middle = Partition(frame.Start, frame.End, best.Feature, cut);
            tree.Split(id, best.Feature, cut, threshold, decrease);
            Importances[best.Feature] += decrease;
            Push(frame, id, middle, ref height, rules);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _columns.Dispose();
        _presence.Dispose();
        _present.Dispose();
        _ranks?.Dispose();
        _lists?.Dispose();
        foreach (var histogram in _histograms)
            histogram.Dispose();
    }

    protected RankSort Ranks => _ranks!;

    /// <summary>Whether the rows of a node are in lists that are sorted.</summary>
    protected bool IsListed(in Frame frame) => _lists is not null && _lists.Covers(frame.Start, frame.End);

    /// <summary>Rows whose slots are kept at most; 0 where none are.</summary>
    protected int MostSlots => _lists?.Capacity ?? 0;

    protected bool IsWide(int feature) => _features[feature].IsWide;

    protected ushort* WideColumn(int feature) => (ushort*)_columns.Pointer[feature];

    protected byte* Column(int feature) => (byte*)_columns.Pointer[feature];

    protected int BinCount(int feature) => _features[feature].BinCount;

    /// <summary>The list of a mask's set bits, as bins, in <see cref="Present"/>; returns how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected int List(ulong mask)
    {
        int count = 0;
        for (; mask != 0; mask &= mask - 1)
            Present[count++] = (byte)BitOperations.TrailingZeroCount(mask);
        return count;
    }

    /// <summary>The list of the bins marked in <see cref="Presence"/>, whose marks are wiped; returns how many.</summary>
    protected int ListMarked()
    {
        int count = 0;
        for (int word = 0; word < 32; word++)
        {
            ulong marks = ((ulong*)Presence)[word];
            ((ulong*)Presence)[word] = 0;
            for (; marks != 0; marks &= marks - 1)
                Present[count++] = (byte)(word * 8 + (BitOperations.TrailingZeroCount(marks) >> 3));
        }
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Push(in Frame frame, int id, int middle, ref int height, in GrowthRules rules)
    {
        if (height + 2 > _stack.Length)
        {
            Array.Resize(ref _stack, _stack.Length * 2);
            Array.Resize(ref _stackKnown, _stack.Length * _words);
        }
        var right = new Frame { Start = middle, End = frame.End, Depth = frame.Depth + 1, Parent = id, IsRight = true, Key = RandomStream.Right(frame.Key), Histogram = -1 };
        var left = new Frame { Start = frame.Start, End = middle, Depth = frame.Depth + 1, Parent = id, Key = RandomStream.Left(frame.Key), Histogram = -1 };
        PutChildren(height);
        if (_memo is not null)
        {
            left.Set = left.Rows < right.Rows ? SetOf(left.Start, left.End) : frame.Set ^ SetOf(right.Start, right.End);
            right.Set = frame.Set ^ left.Set;
        }
        if (frame.Histogram >= 0)
        {
            bool rightNeeds = NeedsHistogram(right, height, rules), leftNeeds = NeedsHistogram(left, height + 1, rules);
            if (left.Rows < right.Rows)
                HandDown(frame.Histogram, ref left, leftNeeds, ref right, rightNeeds);
            else
                HandDown(frame.Histogram, ref right, rightNeeds, ref left, leftNeeds);
        }
        _known.CopyTo(_stackKnown, height * _words);
        _stack[height++] = right;
        _known.CopyTo(_stackKnown, height * _words);
        _stack[height++] = left;
    }
}
