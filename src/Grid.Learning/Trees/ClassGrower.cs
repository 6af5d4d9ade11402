using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Grid.Learning;

/// <summary>
/// Grows classification trees. A row of the node is one word: row number, class and weight. Per feature, a histogram counts
/// weights by bin and class. Nodes of up to 16,383 rows and 16 classes keep it in 16-bit lanes, one vector a bin; others in
/// 32-bit counts.
/// </summary>
internal sealed unsafe partial class ClassGrower : TreeGrower
{
    private const int Lanes = 16;
    private const int MostInLanes = 16383;

    private readonly int _classes;
    private readonly bool _entropy;
    private readonly bool _bootstrap;
    private readonly double[]? _classWeights;
    private readonly ushort[] _target;
    private readonly NativeBuffer<ulong> _entries, _scratch;
    private readonly NativeBuffer<short> _lanes = new(256 * Lanes);
    private readonly NativeBuffer<ushort> _binRows = new(256);
    private readonly NativeBuffer<int> _node, _best, _running;
    private readonly ushort[]? _slots;
    private readonly int[] _offsets;
    private readonly int _allBins;
    private readonly long* _entropyEntries;
    private readonly bool _lanesFit;
    private NativeBuffer<int>? _wide;
    private NativeBuffer<int>? _wideRows;
    private int[] _stackCounts;
    private readonly int[] _rootCounts;
    private double _rootWeight;
    private int _weight, _classesPresent;
    private long _squares;
    private bool _inLanes;

    public ClassGrower(TrainingMatrix matrix, ForestParameters parameters, ReadOnlySpan<int> trainingRows) : base(matrix, parameters)
    {
        _classes = matrix.Labels!.Count;
        _target = matrix.ClassArray!;
        _entropy = parameters.Criterion != Criterion.Gini;
        _bootstrap = parameters.Bootstrap;
        _entropyEntries = (long*)Unsafe.AsPointer(ref EntropyTable.Entries[0]);
        if (parameters.ClassWeight == ClassWeighting.Balanced)
            _classWeights = Balance(trainingRows);
        _lanesFit = Avx2.IsSupported && _classes <= Lanes && _classWeights is null;
        _entries = new NativeBuffer<ulong>(trainingRows.Length);
        _scratch = new NativeBuffer<ulong>(trainingRows.Length);
        int padded = Math.Max(Lanes, _classes);
        _node = new NativeBuffer<int>(padded);
        _best = new NativeBuffer<int>(padded);
        _running = new NativeBuffer<int>(padded);
        _rootCounts = new int[_classes];
        _stackCounts = new int[_classes * 64];
        _offsets = new int[FeatureCount];
        for (int f = 0; f < FeatureCount; f++)
        {
            _offsets[f] = _allBins;
            _allBins += BinCount(f);
        }
        // Counts of rows beside counts of weights would need a second histogram; such forests go feature by feature.
        if (TriesAll && _lanesFit && trainingRows.Length <= MostInLanes && (MinLeaf == 1 || !_bootstrap))
            _slots = matrix.RowSlots;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (IDisposable? buffer in new IDisposable?[] { _entries, _scratch, _lanes, _binRows, _node, _best, _running, _wide, _wideRows })
            buffer?.Dispose();
    }

    protected override int Load(ReadOnlySpan<int> rows, ReadOnlySpan<ushort> weights)
    {
        Array.Clear(_rootCounts);
        var entries = _entries.Pointer;
        int count = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            int weight = weights.IsEmpty ? 1 : weights[i];
            int row = rows[i], label = _target[row];
            entries[count] = (uint)row | (ulong)label << 32 | (ulong)weight << 48;
            count += weight == 0 ? 0 : 1;
            _rootCounts[label] += weight;
        }
        return count;
    }

    protected override void PutRoot()
    {
        _rootCounts.CopyTo(_stackCounts, 0);
        _rootWeight = 0;
        for (int c = 0; c < _classes; c++)
            _rootWeight += Weigh(c, _rootCounts[c]);
    }

    protected override void Take(int position)
    {
        var node = _node.Pointer;
        _weight = _classesPresent = 0;
        _squares = 0;
        for (int c = 0; c < _classes; c++)
        {
            int n = _stackCounts[position * _classes + c];
            node[c] = n;
            _weight += n;
            _squares += (long)n * n;
            _classesPresent += n != 0 ? 1 : 0;
        }
        _inLanes = _lanesFit && _weight <= MostInLanes;
    }

    protected override void PutChildren(int position)
    {
        if ((position + 2) * _classes > _stackCounts.Length)
            Array.Resize(ref _stackCounts, _stackCounts.Length * 2);
        int* node = _node.Pointer, left = _best.Pointer;
        int at = position * _classes;
        for (int c = 0; c < _classes; c++)
        {
            _stackCounts[at + c] = node[c] - left[c];
            _stackCounts[at + _classes + c] = left[c];
        }
    }

    protected override void WriteValues(Span<double> values)
    {
        double quantum = LeafQuantum.For(1.0), total = 0;
        for (int c = 0; c < values.Length; c++)
            total += Weigh(c, _node.Pointer[c]);
        for (int c = 0; c < values.Length; c++)
            values[c] = LeafQuantum.Round(Weigh(c, _node.Pointer[c]) / total, quantum);
    }

    protected override bool IsPure(in Frame frame) => _classesPresent == 1;

    // Of two classes apart, nothing is impure; no feature tried later can do better, and of equals the first wins.
    protected override bool IsPerfect(in Best best) => _classesPresent == 2 && _classWeights is null &&
        best.Score == (_entropy ? 0 : BitConverter.DoubleToInt64Bits(_weight));

    protected override double Measure(in Best best)
    {
        int* node = _node.Pointer, left = _best.Pointer, right = _running.Pointer;
        for (int c = 0; c < _classes; c++)
            right[c] = node[c] - left[c];
        double impurity = Impurity(node, out double weight);
        double leftImpurity = Impurity(left, out double leftWeight);
        double rightImpurity = Impurity(right, out double rightWeight);
        double decrease = impurity - rightWeight / weight * rightImpurity - leftWeight / weight * leftImpurity;
        // No split adds impurity; rounding must not make one look as if it did.
        return weight / _rootWeight * Math.Max(0, decrease);
    }

    protected override int Partition(int start, int end, byte* column, byte cut)
    {
        ulong* entries = _entries.Pointer, right = _scratch.Pointer;
        int left = start, moved = 0;
        for (int i = start; i < end; i++)
        {
            ulong entry = entries[i];
            int goesLeft = column[(uint)entry] <= cut ? 1 : 0;
            entries[left] = entry;
            right[moved] = entry;
            left += goesLeft;
            moved += 1 - goesLeft;
        }
        new Span<ulong>(right, moved).CopyTo(new Span<ulong>(entries + left, moved));
        return left;
    }

    protected override bool Try(int feature, in Frame frame, ref Best best)
    {
        byte* column = Column(feature);
        if (frame.Histogram >= 0)
            return TryHistogram(feature, frame.Histogram, ref best);
        if (!_inLanes)
            return TryWide(feature, column, frame, ref best);
        bool countRows = MinLeaf > 1 && _bootstrap;
        int present = BinCount(feature) <= WideBins
            ? List(CountNarrow(column, _entries.Pointer + frame.Start, frame.Rows, _lanes.Pointer))
            : CountMarked(column, frame);
        if (present < 2)
        {
            Clear(_lanes.Pointer, present);
            return false;
        }
        if (countRows)
            CountRows(column, frame);
        bool improved = _entropy
            ? EntropyInLanes(_lanes.Pointer, present, true, countRows ? _binRows.Pointer : null, frame.Rows, ref best)
            : GiniInLanes(_lanes.Pointer, present, true, countRows ? _binRows.Pointer : null, frame.Rows, ref best);
        if (improved)
            best.Feature = feature;
        return true;
    }

    private double[] Balance(ReadOnlySpan<int> trainingRows)
    {
        var counts = new int[_classes];
        foreach (int row in trainingRows)
            counts[_target[row]]++;
        // scikit-learn counts the classes that it was given to fit.
        int seen = counts.Count(n => n > 0);
        int rows = trainingRows.Length;
        return Array.ConvertAll(counts, n => n == 0 ? 0.0 : rows / ((double)seen * n));
    }

    private double Weigh(int label, int count) => _classWeights is null ? count : count * _classWeights[label];

    private double Impurity(int* counts, out double weight)
    {
        double total = 0;
        for (int c = 0; c < _classes; c++)
            total += Weigh(c, counts[c]);
        weight = total;
        if (_entropy && _classWeights is null)
        {
            long sum = EntropyTable.Of((long)total);
            for (int c = 0; c < _classes; c++)
                sum -= EntropyTable.Of(counts[c]);
            return EntropyTable.Unscale(sum) / total;
        }
        double impurity = _entropy ? 0 : 1;
        for (int c = 0; c < _classes; c++)
        {
            double share = Weigh(c, counts[c]) / total;
            if (!_entropy)
                impurity -= share * share;
            else if (share > 0)
                impurity -= share * Math.Log2(share);
        }
        return impurity;
    }
}
