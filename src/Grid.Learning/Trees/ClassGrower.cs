using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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

    private readonly int _classes, _stride;
    private readonly bool _entropy;
    private readonly bool _bootstrap;
    private readonly bool _weighsSamples;
    private readonly double[]? _classWeights;
    private readonly ushort[] _target;
    private readonly NativeBuffer<ulong> _entries, _scratch, _slotEntries;
    private readonly NativeBuffer<short> _lanes = new(256 * Lanes);
    private readonly NativeBuffer<ushort> _binRows = new(256);
    private readonly NativeBuffer<int> _node, _best, _running, _remaining;
    private readonly ushort[]? _slots;
    private readonly int[] _offsets;
    private readonly int _allBins;
    private readonly long* _entropyEntries;
    private readonly bool _lanesFit;
    private readonly byte* _bins;
    private readonly NativeBuffer<byte>? _lowA, _lowB, _highA, _highB;
    private int _first;
    private NativeBuffer<int>? _wide;
    private NativeBuffer<int>? _wideRows;
    private int[] _stackCounts;
    private readonly int[] _rootCounts;
    private double _rootWeight;
    private int _weight, _classesPresent;
    private long _squares, _entropySum;
    private bool _inLanes;

    public ClassGrower(TrainingMatrix matrix, ForestParameters parameters, ReadOnlySpan<int> trainingRows) : base(matrix, parameters, trainingRows.Length)
    {
        _classes = matrix.Labels!.Count;
        _target = matrix.ClassArray!;
        _entropy = parameters.Criterion != Criterion.Gini;
        _bootstrap = parameters.Bootstrap;
        _entropyEntries = (long*)Unsafe.AsPointer(ref EntropyTable.Entries[0]);
        _classWeights = Weights(parameters.ClassWeight, trainingRows, matrix.Labels);
        _weighsSamples = parameters.ClassWeight.IsBySample && _bootstrap;
        _lanesFit = Avx2.IsSupported && _classes <= Lanes && _classWeights is null;
        _entries = new NativeBuffer<ulong>(trainingRows.Length);
        _scratch = new NativeBuffer<ulong>(trainingRows.Length);
        _slotEntries = new NativeBuffer<ulong>(MostSlots);
        // Counts by class are padded with zeros to whole vectors.
        _stride = (_classes + Lanes - 1) / Lanes * Lanes;
        _node = new NativeBuffer<int>(_stride);
        _best = new NativeBuffer<int>(_stride);
        _running = new NativeBuffer<int>(_stride);
        _remaining = new NativeBuffer<int>(_stride);
        _rootCounts = new int[_stride];
        _stackCounts = new int[_stride * 64];
        _offsets = new int[FeatureCount];
        for (int f = 0; f < FeatureCount; f++)
        {
            _offsets[f] = _allBins;
            _allBins += BinCount(f);
        }
        if (_lanesFit && !matrix.HasWide && !IsRandom)
        {
            _bins = (byte*)Unsafe.AsPointer(ref matrix.RowMajor[0]);
            int vectors = (FeatureCount + 31) / 32 * 32;
            (_lowA, _lowB) = (new NativeBuffer<byte>(vectors), new NativeBuffer<byte>(vectors));
            (_highA, _highB) = (new NativeBuffer<byte>(vectors), new NativeBuffer<byte>(vectors));
        }
        // Counts of rows beside counts of weights would need a second histogram; such forests go feature by feature.
        if (TriesAll && !IsRandom && _lanesFit && !matrix.HasWide && trainingRows.Length <= MostInLanes && (MinLeaf == 1 || !_bootstrap))
            _slots = matrix.RowSlots;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (IDisposable? buffer in new IDisposable?[] { _entries, _scratch, _slotEntries, _lanes, _binRows, _node, _best, _running, _remaining, _lowA, _lowB, _highA, _highB, _wide, _wideRows })
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
        if (_weighsSamples)
            ClassWeighting.Balance(_rootCounts.AsSpan(0, _classes), _classWeights);
        return count;
    }

    protected override void PutRoot()
    {
        _rootCounts.CopyTo(_stackCounts, 0);
        _rootWeight = 0;
        for (int c = 0; c < _classes; c++)
            _rootWeight += Weigh(c, _rootCounts[c]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Take(int position, in Frame frame)
    {
        var node = _node.Pointer;
        var weights = Vector256<int>.Zero;
        var squares = Vector256<long>.Zero;
        int absent = 0;
        fixed (int* counts = &_stackCounts[position * _stride])
        {
            for (int c = 0; c < _stride; c += 8)
            {
                var eight = Vector256.Load(counts + c);
                eight.Store(node + c);
                weights += eight;
                var (low, high) = Vector256.Widen(eight);
                squares += low * low + high * high;
                absent += BitOperations.PopCount(Vector256.Equals(eight, Vector256<int>.Zero).ExtractMostSignificantBits());
            }
        }
        _weight = Vector256.Sum(weights);
        _squares = Vector256.Sum(squares);
        _classesPresent = _stride - absent;
        _inLanes = _lanesFit && _weight <= MostInLanes;
        if (_entropy && _classesPresent > 1)
        {
            _entropySum = 0;
            for (int c = 0; c < _classes; c++)
                _entropySum += EntropyTable.Of(node[c]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void PutChildren(int position)
    {
        if ((position + 2) * _stride > _stackCounts.Length)
            Array.Resize(ref _stackCounts, _stackCounts.Length * 2);
        int* node = _node.Pointer, left = _best.Pointer;
        fixed (int* counts = &_stackCounts[position * _stride])
        {
            for (int c = 0; c < _stride; c += 8)
            {
                var eight = Vector256.Load(left + c);
                (Vector256.Load(node + c) - eight).Store(counts + c);
                eight.Store(counts + _stride + c);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void WriteValues(Span<double> values)
    {
        var node = _node.Pointer;
        if (_classesPresent == 1)
        {
            for (int c = 0; c < values.Length; c++)
                values[c] = node[c] == 0 ? 0.0 : 1.0;
            return;
        }
        double quantum = LeafQuantum.For(1.0), scale = 1 / quantum, total = 0;
        if (_classWeights is null)
        {
            total = _weight;
        }
        else
        {
            for (int c = 0; c < values.Length; c++)
                total += Weigh(c, node[c]);
        }
        int done = 0;
        if (_lanesFit)
        {
            for (; done + 4 <= values.Length; done += 4)
            {
                var shares = Avx.ConvertToVector256Double(Vector128.Load(node + done)) / total;
                (Avx.RoundToNearestInteger(shares * scale) * quantum).StoreUnsafe(ref values[done]);
            }
        }
        for (int c = done; c < values.Length; c++)
            values[c] = node[c] == 0 ? 0.0 : Math.Round(Weigh(c, node[c]) / total * scale) * quantum;
    }

    protected override bool IsPureAt(int position) => _stackCounts.AsSpan(position * _stride, _stride).Count(0) == _stride - 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void SumLeft(in Frame frame, int feature, int leftBin)
    {
        byte* column = Column(feature);
        ushort* wide = IsWide(feature) ? WideColumn(feature) : null;
        var entries = _entries.Pointer;
        int* left = _best.Pointer;
        new Span<int>(left, _stride).Clear();
        for (int i = frame.Start; i < frame.End; i++)
        {
            ulong entry = entries[i];
            int bin = wide is null ? column[(uint)entry] : wide[(uint)entry];
            left[entry >> 32 & 0xFFFF] += bin <= leftBin ? (int)(entry >> 48) : 0;
        }
    }

    protected override bool IsPure(in Frame frame) => _classesPresent == 1;

    // Of two classes apart, nothing is impure; no feature tried later can do better, and of equals the first wins.
    protected override bool IsPerfect(in Best best) => _classesPresent == 2 && _classWeights is null &&
        best.Score == PerfectScore;

    private long PerfectScore => _entropy ? 0 : BitConverter.DoubleToInt64Bits(_weight);

    protected override double Measure(in Best best)
    {
        // A side's score is weight × (1 − impurity) for gini and −weight × impurity for entropy: what the score has risen by
        // from node to sides is weight × decrease. No split adds impurity; rounding must not make one look as if it did.
        double risen;
        if (_classWeights is not null)
            risen = FromBits(best.Score) - WeightedSide(_node.Pointer);
        else if (_entropy)
            risen = EntropyTable.Unscale(best.Score - (_entropySum - EntropyTable.Of(_weight)));
        else
            risen = FromBits(best.Score) - (double)_squares / _weight;
        return Math.Max(0, risen) / _rootWeight;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override int Partition(int start, int end, int feature, int cut)
    {
        byte* column = Column(feature);
        ushort* wide = IsWide(feature) ? WideColumn(feature) : null;
        ulong* entries = _entries.Pointer, right = _scratch.Pointer;
        int left = start, moved = 0;
        for (int i = start; i < end; i++)
        {
            ulong entry = entries[i];
            int goesLeft = (wide is null ? column[(uint)entry] : wide[(uint)entry]) <= cut ? 1 : 0;
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
        if (IsRandom)
            return TryRandom(feature, frame, ref best);
        if (IsWide(feature))
            return TryRanked(feature, frame, ref best);
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

    private double[]? Weights(ClassWeighting weighting, ReadOnlySpan<int> trainingRows, ClassLabels labels)
    {
        var counts = new int[_classes];
        foreach (int row in trainingRows)
            counts[_target[row]]++;
        return weighting.Of(counts, labels);
    }

    private double Weigh(int label, int count) => _classWeights is null ? count : count * _classWeights[label];
}
