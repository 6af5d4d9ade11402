using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
internal abstract unsafe class TreeGrower : IDisposable
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
    private readonly List<SplitMemo.Tie> _ties = [];
    private readonly ulong[] _tied;
    private readonly UInt128[] _rowBits;

    protected TreeGrower(TrainingMatrix matrix, ForestParameters parameters)
    {
        Matrix = matrix;
        MinLeaf = parameters.MinSamplesLeaf;
        _features = [.. matrix.Features];
        _columns = new NativeBuffer<nint>(_features.Length);
        _order = new int[_features.Length];
        _swaps = new int[_features.Length];
        for (int f = 0; f < _features.Length; f++)
        {
            _columns.Pointer[f] = (nint)Unsafe.AsPointer(ref matrix.Column(f)[0]);
            _order[f] = f;
        }
        _tried = parameters.MaxFeatures.Of(_features.Length);
        _words = (_features.Length + 63) / 64;
        _known = new ulong[_words];
        _perfect = new ulong[_words];
        _stackKnown = new ulong[_words * _stack.Length];
        Importances = new double[_features.Length];
        if (!parameters.Bootstrap && TriesAll && parameters.Trees > 1)
            _memo = new SplitMemo();
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
    }

    /// <summary>How much each feature's splits lessened the impurity in the tree grown last.</summary>
    public double[] Importances { get; }

    protected TrainingMatrix Matrix { get; }

    protected int MinLeaf { get; }

    protected int FeatureCount => _features.Length;

    /// <summary>Whether every node tries every feature, so that histograms of all of them pay.</summary>
    protected bool TriesAll => _tried == _features.Length;

    protected byte* Presence => _presence.Pointer;

    /// <summary>Where a kernel finds the bins present in a node, ascending.</summary>
    protected byte* Present => _present.Pointer;

    /// <summary>A grower for a matrix's task.</summary>
    /// <param name="matrix">The rows and features.</param>
    /// <param name="parameters">The rules, checked.</param>
    /// <param name="trainingRows">The rows to grow from, ascending: classes are weighed by them.</param>
    public static TreeGrower For(TrainingMatrix matrix, ForestParameters parameters, ReadOnlySpan<int> trainingRows) =>
        matrix.Task == LearningTask.Classification
            ? new ClassGrower(matrix, parameters, trainingRows)
            : new RegressionGrower(matrix, parameters, trainingRows.Length);

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
            Take(height);
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
            double threshold = _features[best.Feature].Threshold(best.LeftBin, best.RightBin, out byte cut);
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
        foreach (var histogram in _histograms)
            histogram.Dispose();
    }

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

    /// <summary>Lists the rows of a new tree; returns how many have a weight.</summary>
    protected abstract int Load(ReadOnlySpan<int> rows, ReadOnlySpan<ushort> weights);

    /// <summary>Puts what is known of the root on the stack.</summary>
    protected abstract void PutRoot();

    /// <summary>Makes a stacked node the current one.</summary>
    protected abstract void Take(int position);

    /// <summary>Puts the two sides of the split last measured on the stack, the right one below.</summary>
    protected abstract void PutChildren(int position);

    /// <summary>What the current node would predict.</summary>
    protected abstract void WriteValues(Span<double> values);

    /// <summary>Whether a stacked node is known to have one target, without looking at its rows.</summary>
    protected virtual bool IsPureAt(int position) => false;

    /// <summary>The row at a place of the list.</summary>
    protected abstract int RowAt(int place);

    /// <summary>Sums up the rows whose bins go left in the split that was recalled.</summary>
    protected abstract void SumLeft(in Frame frame, byte* column, int leftBin);

    /// <summary>Whether all rows of the current node have one target.</summary>
    protected abstract bool IsPure(in Frame frame);

    /// <summary>
    /// Looks at all features of a small node at once: marks those that are constant, and those that have a perfect split.
    /// Returns false where that would not pay.
    /// </summary>
    protected virtual bool Survey(in Frame frame, int tried, ulong[] constant, ulong[] perfect) => false;

    /// <summary>Fills in the perfect split of a surveyed feature.</summary>
    protected virtual void TakePerfect(ref Best best) { }

    /// <summary>
    /// Scores all features of a small node at once: marks those whose best split is the best of the node, if it has any.
    /// Returns false where that would not pay. Only asked where every feature is tried.
    /// </summary>
    protected virtual bool Rank(in Frame frame, ulong[] ranked, out long score)
    {
        score = long.MinValue;
        return false;
    }

    /// <summary>Fills in the best split of a feature that was ranked, and remembers its sides.</summary>
    protected virtual void TakeRanked(in Frame frame, int feature, ref Best best) { }

    /// <summary>Tries a feature in the current node, from its rows or from its histogram; returns false where it is constant.</summary>
    protected abstract bool Try(int feature, in Frame frame, ref Best best);

    /// <summary>Whether no split of the current node can be better.</summary>
    protected abstract bool IsPerfect(in Best best);

    /// <summary>Remembers the sides of the best split; returns the weighted decrease of impurity.</summary>
    protected abstract double Measure(in Best best);

    protected abstract int Partition(int start, int end, int feature, byte cut);

    /// <summary>Whether a node of this many rows is to have a histogram of all features.</summary>
    protected abstract bool KeepsHistogram(int rows);

    protected abstract IDisposable NewHistogram();

    /// <summary>Counts rows into an empty histogram of all features.</summary>
    protected abstract void Count(int histogram, int start, int end);

    /// <summary>Takes one histogram away from another.</summary>
    protected abstract void Subtract(int from, int histogram);

    protected abstract void Wipe(int histogram);

    protected IDisposable Histogram(int index) => _histograms[index];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TrySplit(ref Frame frame, in GrowthRules rules, out Best best, out double decrease)
    {
        best = new Best { Score = long.MinValue, Feature = -1 };
        decrease = 0;
        if (rules.StopsBefore(frame.Depth, frame.Rows) || frame.Rows < 2 * (long)MinLeaf || IsPure(frame))
            return false;
        if (frame.Histogram < 0 && KeepsHistogram(frame.Rows) && _memo?.Knows(frame.Set) != true)
            Count(frame.Histogram = TakeHistogram(), frame.Start, frame.End);
        if (_memo is not null)
            Recall(frame, ref best);
        else if (!TriesAll || !Rank(frame, _perfect, out long score))
            Draw(frame, ref best);
        else if (score >= 0)
            TakeFirstDrawn(frame, score, ref best);
        if (best.Feature < 0)
            return false;
        decrease = Measure(best);
        return !rules.StopsAfter(decrease);
    }

    /// <summary>
    /// As <see cref="Draw"/> where all features are tried: the best splits of the node's rows are known or found, and the one
    /// whose feature is drawn first is taken.
    /// </summary>
    private void Recall(in Frame frame, ref Best best)
    {
        if (!_memo!.TryGet(frame.Set, out long score, out var ties))
        {
            score = FindTies(frame);
            ties = CollectionsMarshal.AsSpan(_ties);
            _memo.Add(frame.Set, score, _ties);
        }
        if (ties.Length == 0)
            return;
        var first = ties.Length == 1 ? ties[0] : FirstDrawn(frame.Key, ties);
        best = new Best { Score = score, Feature = first.Feature, LeftBin = first.LeftBin, RightBin = first.RightBin };
        SumLeft(frame, Column(first.Feature), first.LeftBin);
    }

    private void TakeFirstDrawn(in Frame frame, long score, ref Best best)
    {
        best.Score = score;
        TakeRanked(frame, FirstDrawn(frame.Key, _perfect), ref best);
    }

    private long FindTies(in Frame frame)
    {
        _ties.Clear();
        if (Rank(frame, _perfect, out long score))
        {
            for (int word = 0; word < _words; word++)
            {
                for (ulong set = _perfect[word]; set != 0; set &= set - 1)
                {
                    var best = default(Best);
                    TakeRanked(frame, word * 64 + BitOperations.TrailingZeroCount(set), ref best);
                    _ties.Add(new SplitMemo.Tie(best.Feature, (byte)best.LeftBin, (byte)best.RightBin));
                }
            }
            return score;
        }
        bool surveyed = Survey(frame, _tried, _known, _perfect);
        // Vectors reach past the last feature.
        _perfect[^1] &= ulong.MaxValue >> (-FeatureCount & 63);
        bool perfect = surveyed && _perfect.AsSpan().ContainsAnyExcept(0UL);
        for (int feature = 0; feature < FeatureCount; feature++)
        {
            if ((_known[feature >> 6] >> feature & 1) != 0)
                continue;
            var best = new Best { Score = long.MinValue, Feature = -1 };
            if (perfect)
            {
                if ((_perfect[feature >> 6] >> feature & 1) == 0)
                    continue;
                best.Feature = feature;
                TakePerfect(ref best);
            }
            else if (!Try(feature, frame, ref best))
            {
                _known[feature >> 6] |= 1UL << feature;
            }
            if (best.Feature < 0 || best.Score < score)
                continue;
            if (best.Score > score)
                _ties.Clear();
            score = best.Score;
            _ties.Add(new SplitMemo.Tie(feature, (byte)best.LeftBin, (byte)best.RightBin));
        }
        return score;
    }

    private SplitMemo.Tie FirstDrawn(ulong key, ReadOnlySpan<SplitMemo.Tie> ties)
    {
        Array.Clear(_tied);
        foreach (var tie in ties)
            _tied[tie.Feature >> 6] |= 1UL << tie.Feature;
        int feature = FirstDrawn(key, _tied);
        foreach (var tie in ties)
        {
            if (tie.Feature == feature)
                return tie;
        }
        throw new UnreachableException();
    }

    /// <summary>Which of the marked features a node draws first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FirstDrawn(ulong key, ulong[] marked)
    {
        var random = new RandomStream(key);
        int left = _order.Length, drawn = 0, feature;
        do
        {
            int at = random.Below(left--);
            feature = _order[at];
            _order[at] = _order[left];
            _order[left] = feature;
            _swaps[drawn++] = at;
        }
        while ((marked[feature >> 6] >> feature & 1) == 0);
        PutBack(drawn, left);
        return feature;
    }

    /// <summary>Puts the order of the features back, so that draws depend on a node's key alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PutBack(int drawn, int left)
    {
        var order = _order;
        while (drawn > 0)
        {
            int at = _swaps[--drawn];
            (order[at], order[left]) = (order[left], order[at]);
            left++;
        }
    }

    private UInt128 SetOf(int start, int end)
    {
        UInt128 set = 0;
        for (int i = start; i < end; i++)
            set ^= _rowBits[RowAt(i)];
        return set;
    }

    /// <summary>
    /// Draws features and tries them, as scikit-learn does: as many as wanted, constant ones included, and on until one was
    /// not constant.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Draw(in Frame frame, ref Best best)
    {
        var random = new RandomStream(frame.Key);
        var order = _order;
        bool surveyed = Survey(frame, _tried, _known, _perfect);
        int drawn = 0, constant = 0, left = order.Length;
        while (left > 0 && (drawn < _tried || drawn == constant))
        {
            int at = random.Below(left--);
            int feature = order[at];
            order[at] = order[left];
            order[left] = feature;
            _swaps[drawn++] = at;
            if ((_known[feature >> 6] >> feature & 1) != 0)
            {
                constant++;
            }
            else if (surveyed)
            {
                if ((_perfect[feature >> 6] >> feature & 1) == 0)
                    continue;
                best.Feature = feature;
                TakePerfect(ref best);
                break;
            }
            else if (!Try(feature, frame, ref best))
            {
                constant++;
                _known[feature >> 6] |= 1UL << feature;
            }
            else if (IsPerfect(best))
            {
                break;
            }
        }
        if (surveyed && best.Feature < 0)
        {
            for (int i = 1; i <= drawn; i++)
            {
                int feature = order[^i];
                if ((_known[feature >> 6] >> feature & 1) == 0)
                    Try(feature, frame, ref best);
            }
        }
        PutBack(drawn, left);
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

    private bool NeedsHistogram(in Frame child, int position, in GrowthRules rules) =>
        KeepsHistogram(child.Rows) && !rules.StopsBefore(child.Depth, child.Rows) && !IsPureAt(position) && _memo?.Knows(child.Set) != true;

    /// <summary>Gives the children their histograms: the smaller counts, the larger takes its parent's less that.</summary>
    private void HandDown(int parent, ref Frame small, bool smallNeeds, ref Frame large, bool largeNeeds)
    {
        if (!largeNeeds)
        {
            // A small one that needs a histogram counts it when its turn comes.
            ReleaseHistogram(parent);
            return;
        }
        int counted = TakeHistogram();
        Count(counted, small.Start, small.End);
        Subtract(parent, counted);
        large.Histogram = parent;
        if (smallNeeds)
            small.Histogram = counted;
        else
            ReleaseHistogram(counted);
    }

    private int TakeHistogram()
    {
        if (_freeHistograms.TryPop(out int index))
        {
            Wipe(index);
            return index;
        }
        _histograms.Add(NewHistogram());
        return _histograms.Count - 1;
    }

    private void ReleaseHistogram(int index)
    {
        if (index >= 0)
            _freeHistograms.Push(index);
    }
}
