using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Grid.Learning;

/// <summary>
/// Grows regression trees by squared error. A histogram has 16 bytes a bin: the sum of the targets in fixed point, and in
/// the other half the weight (low 32 bits) and the rows (high 32 bits). One vector addition counts a row.
/// </summary>
internal sealed unsafe partial class RegressionGrower : TreeGrower
{
    private const double MostDecrease = double.MaxValue / (1L << 40);

    private readonly FixedTarget _target;
    private readonly double[] _values;
    private FixedScale _scale;
    private readonly NativeBuffer<int> _rows, _rowScratch;
    private readonly NativeBuffer<Vector128<long>> _targets, _targetScratch, _slots;
    private readonly NativeBuffer<Vector128<long>> _bins = new(256);
    private readonly int[] _offsets;
    private readonly int _allBins;
    private readonly int _fewestRows;
    private readonly byte* _rowMajor;
    private Vector128<long>[] _stack = new Vector128<long>[64];
    private Vector128<long> _root, _node, _best;

    /// <param name="matrix">The rows and features.</param>
    /// <param name="parameters">The rules, checked.</param>
    /// <param name="trainingRows">How many rows trees are grown from.</param>
    /// <param name="mostHeld">Of how many rows targets are held at a time.</param>
    /// <param name="fewestCounted">Nodes of more rows count them by bin rather than sort them.</param>
    public RegressionGrower(TrainingMatrix matrix, ForestParameters parameters, int trainingRows, int mostHeld = MostHeld, int fewestCounted = MostCountedBins) : base(matrix, parameters, trainingRows)
    {
        _fewestCounted = fewestCounted;
        _target = matrix.FixedTarget;
        _values = matrix.ValueArray!;
        _scale = _target.Scale;
        _mostHeld = matrix.IsWide ? trainingRows : Math.Min(trainingRows, mostHeld);
        _rows = new NativeBuffer<int>(trainingRows);
        _rowScratch = new NativeBuffer<int>(_mostHeld);
        _targets = new NativeBuffer<Vector128<long>>(_mostHeld);
        _targetScratch = new NativeBuffer<Vector128<long>>(_mostHeld);
        if (_mostHeld < trainingRows)
            (_weights, _weightScratch) = (new NativeBuffer<ushort>(trainingRows), new NativeBuffer<ushort>(_mostHeld));
        _slots = new NativeBuffer<Vector128<long>>(MostSlots);
        _offsets = new int[FeatureCount];
        for (int f = 0; f < FeatureCount; f++)
        {
            _offsets[f] = _allBins;
            _allBins += BinCount(f);
        }
        // Below this, sorting a node's rows costs less than taking one histogram from another.
        _fewestRows = Math.Clamp(_allBins / FeatureCount, 16, MostSorted + 1);
        if (!TriesAll || IsRandom || matrix.HasWide)
            return;
        _rowMajor = (byte*)Unsafe.AsPointer(ref matrix.RowMajor[0]);
        if (!Avx2.IsSupported)
            return;
        int lanes = (FeatureCount + Lanes - 1) / Lanes * Lanes;
        _keys = new NativeBuffer<ushort>((long)lanes * MostSorted);
        _laneScores = new NativeBuffer<double>(lanes);
        _lanePlaces = new NativeBuffer<long>(lanes);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (IDisposable? buffer in new IDisposable?[] { _rows, _rowScratch, _targets, _targetScratch, _slots, _bins, _keys, _laneScores, _lanePlaces, _weights, _weightScratch, _counted })
            buffer?.Dispose();
    }

    protected override int Load(ReadOnlySpan<int> rows, ReadOnlySpan<ushort> weights)
    {
        int count = 0;
        (_heldFrom, _heldEnd) = (0, 0);
        _root = default;
        for (int i = 0; i < rows.Length; i++)
        {
            int weight = weights.IsEmpty ? 1 : weights[i];
            if (weight == 0)
                continue;
            var target = TargetOf(rows[i], weight);
            _rows.Pointer[count] = rows[i];
            if (_weights is null)
                _targets.Pointer[count] = target;
            else
                _weights.Pointer[count] = (ushort)weight;
            count++;
            _root += target;
        }
        if (_weights is null)
            _heldEnd = count;
        return count;
    }

    protected override void PutRoot() => _stack[0] = _root;

    protected override void Take(int position, in Frame frame)
    {
        if (_target.IsWide)
            TakeWide(frame);
        else
            _node = _stack[position];
        if (frame.Rows <= _mostHeld)
            Hold(frame.Start, frame.End);
    }

    protected override void PutChildren(int position)
    {
        if (position + 2 > _stack.Length)
            Array.Resize(ref _stack, _stack.Length * 2);
        _stack[position] = _node - _best;
        _stack[position + 1] = _best;
    }

    protected override void WriteValues(Span<double> values)
    {
        double mean = _scale.Offset + _scale.CenteredMean(_node[0], Weight(_node));
        values[0] = _target.IsWide ? Math.Clamp(mean, _scale.Low, _scale.High) : LeafQuantum.Round(mean, _target.Quantum);
    }

    protected override bool IsPure(in Frame frame)
    {
        if (_target.IsWide)
            return _scale.IsPoint;
        if (!Holds(frame.Start, frame.End))
            return AreEqual(frame);
        // A row's sum over its weight is its number, without a look at numbers that lie far apart.
        var targets = Targets;
        long first = targets[frame.Start][0] / Weight(targets[frame.Start]);
        for (int i = frame.Start + 1; i < frame.End; i++)
        {
            if (targets[i][0] != first * Weight(targets[i]))
                return false;
        }
        return true;
    }

    protected override uint* RowNumbers(int place, out int stride)
    {
        stride = 1;
        return (uint*)(_rows.Pointer + place);
    }

    protected override void SumLeft(in Frame frame, int feature, int leftBin)
    {
        byte* column = Column(feature);
        ushort* wide = IsWide(feature) ? WideColumn(feature) : null;
        _best = default;
        for (int from = frame.Start, end; from < frame.End; from = end)
        {
            end = Hold(from, frame.End);
            for (int i = from; i < end; i++)
            {
                int row = _rows.Pointer[i];
                if ((wide is null ? column[row] : wide[row]) <= leftBin)
                    _best += Targets[i];
            }
        }
    }

    protected override bool IsPerfect(in Best best) => false;

    protected override double Measure(in Best best)
    {
        // N × decrease is w_left w_right / w × (difference of the means)², which does not cancel as sums of squares do.
        var right = _node - _best;
        double leftWeight = Weight(_best), rightWeight = Weight(right);
        double apart = _scale.CenteredMean(_best[0], Weight(_best)) - _scale.CenteredMean(right[0], Weight(right));
        double decrease = leftWeight * rightWeight / (leftWeight + rightWeight) * (apart * apart) / Weight(_root);
        // Decreases are added up: where the targets' squares are beyond all doubles, they stay below that.
        return Math.Min(decrease, MostDecrease);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override int Partition(int start, int end, int feature, int cut)
    {
        if (!Holds(start, end))
            return PartLarge(start, end, feature, cut);
        ushort* wide = IsWide(feature) ? WideColumn(feature) : null;
        int* rows = _rows.Pointer, rightRows = _rowScratch.Pointer;
        Vector128<long>* targets = Targets, rightTargets = _targetScratch.Pointer;
        // The rows of a small node lie far apart in a column, and where they lie row by row they were looked at just now.
        bool byRow = _rowMajor is not null && end - start <= MostSorted;
        byte* bins = byRow ? _rowMajor + feature : Column(feature);
        long width = byRow ? FeatureCount : 1;
        int left = start, moved = 0;
        for (int i = start; i < end; i++)
        {
            int row = rows[i];
            var target = targets[i];
            int goesLeft = (wide is null ? bins[row * width] : wide[row]) <= cut ? 1 : 0;
            rows[left] = rightRows[moved] = row;
            targets[left] = rightTargets[moved] = target;
            left += goesLeft;
            moved += 1 - goesLeft;
        }
        new Span<int>(rightRows, moved).CopyTo(new Span<int>(rows + left, moved));
        new Span<Vector128<long>>(rightTargets, moved).CopyTo(new Span<Vector128<long>>(targets + left, moved));
        return left;
    }

    protected override bool Try(int feature, in Frame frame, ref Best best)
    {
        if (IsRandom)
            return TryRandom(feature, frame, ref best);
        if (IsWide(feature))
            return TryRanked(feature, frame, ref best);
        if (frame.Histogram >= 0)
            return TryHistogram(feature, frame, ref best);
        var bins = _bins.Pointer;
        for (int from = frame.Start, end; from < frame.End; from = end)
        {
            end = Hold(from, frame.End);
            Mark(Column(feature), _rows.Pointer + from, Targets + from, end - from, bins);
        }
        int present = ListMarked();
        bool varies = present >= 2;
        if (varies && TryBoundaries(bins, present, ref best))
            best.Feature = feature;
        for (int k = 0; k < present; k++)
            bins[Present[k]] = default;
        return varies;
    }

    private static long Weight(Vector128<long> sums) => (uint)sums[1];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Mark(byte* column, int* rows, Vector128<long>* targets, int count, Vector128<long>* bins)
    {
        var presence = Presence;
        for (int i = 0; i < count; i++)
        {
            int bin = column[rows[i]];
            presence[bin] = 1;
            bins[bin] += targets[i];
        }
    }

    private int ListFilled(Vector128<long>* bins, int count)
    {
        int present = 0;
        var list = Present;
        for (int b = 0; b < count; b++)
        {
            list[present] = (byte)b;
            present += ((long*)(bins + b))[1] != 0 ? 1 : 0;
        }
        return present;
    }

    /// <summary>Tries the boundaries between the bins present. The score is sum² / weight over both sides: what is left of the squared error is least where it is greatest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryBoundaries(Vector128<long>* bins, int present, ref Best best)
    {
        var list = Present;
        var node = _node;
        var left = Vector128<long>.Zero;
        double bestScore = best.Score < 0 ? double.NegativeInfinity : BitConverter.Int64BitsToDouble(best.Score);
        int bestAt = -1, minLeaf = MinLeaf;
        for (int k = 0; k < present - 1; k++)
        {
            left += bins[list[k]];
            var right = node - left;
            double leftSum = left[0], rightSum = right[0];
            double score = leftSum * leftSum / (uint)left[1] + rightSum * rightSum / (uint)right[1];
            if (score > bestScore && left[1] >> 32 >= minLeaf && right[1] >> 32 >= minLeaf)
            {
                bestScore = score;
                bestAt = k;
                _best = left;
            }
        }
        if (bestAt < 0)
            return false;
        best.Score = BitConverter.DoubleToInt64Bits(bestScore);
        (best.LeftBin, best.RightBin) = (list[bestAt], list[bestAt + 1]);
        return true;
    }
}
