using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Grid.Learning;

// Of very many rows, targets are held for a part at a time: for a node and all below it once it is small enough, and piece by piece
// for the few larger nodes above. These have the numbers of their rows and how often each was drawn, six bytes a row in place of 36.
internal sealed unsafe partial class RegressionGrower
{
    private const int MostHeld = 1 << 20;

    private readonly int _mostHeld, _fewestCounted;
    private readonly NativeBuffer<ushort>? _weights, _weightScratch;
    private NativeBuffer<Vector128<long>>? _counted;
    private int _heldFrom, _heldEnd;

    /// <summary>Bytes that a grower works in, besides what every grower does.</summary>
    public static long BytesFor(TrainingMatrix matrix, int trainingRows)
    {
        int held = matrix.IsWide ? trainingRows : Math.Min(trainingRows, MostHeld);
        return sizeof(int) * ((long)trainingRows + held) + 2L * sizeof(Vector128<long>) * held + (held < trainingRows ? sizeof(ushort) * ((long)trainingRows + held) : 0)
            + (matrix.HasWide ? sizeof(Vector128<long>) * (long)MostCountedBins : 0);
    }

    /// <summary>The targets by their rows' places in the list; those that are not held are not there.</summary>
    private Vector128<long>* Targets => _targets.Pointer - _heldFrom;

    private bool Holds(int start, int end) => start >= _heldFrom && end <= _heldEnd;

    /// <summary>Makes sure that targets are held from a place on, of as many of the rows as may be at a time; returns where they end.</summary>
    private int Hold(int start, int end)
    {
        if (Holds(start, end))
            return end;
        (_heldFrom, _heldEnd) = (start, Math.Min(end, start + _mostHeld));
        var targets = Targets;
        for (int i = start; i < _heldEnd; i++)
            targets[i] = TargetOf(_rows.Pointer[i], _weights!.Pointer[i]);
        return _heldEnd;
    }

    private Vector128<long> TargetOf(int row, int weight) => Vector128.Create(_target.IsWide ? 0 : _scale.Of(_values[row]) * weight, 1L << 32 | (uint)weight);

    /// <summary>Whether all rows of a node have one target.</summary>
    private bool AreEqual(in Frame frame)
    {
        long first = _scale.Of(_values[_rows.Pointer[frame.Start]]);
        for (int i = frame.Start + 1; i < frame.End; i++)
        {
            if (_scale.Of(_values[_rows.Pointer[i]]) != first)
                return false;
        }
        return true;
    }

    /// <summary>As <see cref="Partition"/>, of more rows than there is room to put aside: by halves, whose inner parts then change places.</summary>
    private int PartLarge(int start, int end, int feature, int cut)
    {
        // What was held is of rows that are elsewhere now.
        (_heldFrom, _heldEnd) = (0, 0);
        if (end - start <= _mostHeld)
            return PartRows(start, end, feature, cut);
        int middle = start + (end - start) / 2;
        int left = PartLarge(start, middle, feature, cut), right = PartLarge(middle, end, feature, cut);
        Exchange(_rows.Pointer, left, middle, right);
        Exchange(_weights!.Pointer, left, middle, right);
        return left + (right - middle);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int PartRows(int start, int end, int feature, int cut)
    {
        byte* column = Column(feature);
        ushort* wide = IsWide(feature) ? WideColumn(feature) : null;
        int* rows = _rows.Pointer, rightRows = _rowScratch.Pointer;
        ushort* weights = _weights!.Pointer, rightWeights = _weightScratch!.Pointer;
        int left = start, moved = 0;
        for (int i = start; i < end; i++)
        {
            int row = rows[i];
            ushort weight = weights[i];
            int goesLeft = (wide is null ? column[row] : wide[row]) <= cut ? 1 : 0;
            rows[left] = rightRows[moved] = row;
            weights[left] = rightWeights[moved] = weight;
            left += goesLeft;
            moved += 1 - goesLeft;
        }
        new Span<int>(rightRows, moved).CopyTo(new Span<int>(rows + left, moved));
        new Span<ushort>(rightWeights, moved).CopyTo(new Span<ushort>(weights + left, moved));
        return left;
    }

    /// <summary>Puts what stands from the middle on before what stands before it, each in its order.</summary>
    private static void Exchange<T>(T* list, int start, int middle, int end) where T : unmanaged
    {
        new Span<T>(list + start, middle - start).Reverse();
        new Span<T>(list + middle, end - middle).Reverse();
        new Span<T>(list + start, end - start).Reverse();
    }

    /// <summary>As <see cref="TryRanked"/>: the rows are counted by their bins, and each boundary between two that have some is scored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryCounted(int feature, in Frame frame, ref Best best)
    {
        _counted ??= new NativeBuffer<Vector128<long>>(MostCountedBins);
        var bins = _counted.Pointer;
        ushort* column = WideColumn(feature);
        for (int from = frame.Start, end; from < frame.End; from = end)
        {
            end = Hold(from, frame.End);
            int* rows = _rows.Pointer;
            var targets = Targets;
            for (int i = from; i < end; i++)
                bins[column[rows[i]]] += targets[i];
        }
        int count = BinCount(feature), minLeaf = MinLeaf, last = -1;
        var node = _node;
        var left = Vector128<long>.Zero;
        double bestScore = best.Score < 0 ? double.NegativeInfinity : BitConverter.Int64BitsToDouble(best.Score);
        bool varies = false;
        for (int b = 0; b < count; b++)
        {
            var bin = bins[b];
            if (bin[1] == 0)
                continue;
            bins[b] = default;
            if (last >= 0)
            {
                varies = true;
                var right = node - left;
                var sums = Vector128.Create((double)left[0], right[0]);
                var sides = sums * sums / Vector128.Create((double)(uint)left[1], (uint)right[1]);
                double score = sides[0] + sides[1];
                if (score > bestScore && left[1] >> 32 >= minLeaf && right[1] >> 32 >= minLeaf)
                {
                    bestScore = score;
                    best = new Best { Score = BitConverter.DoubleToInt64Bits(score), Feature = feature, LeftBin = last, RightBin = b };
                    _best = left;
                }
            }
            left += bin;
            last = b;
        }
        return varies;
    }
}
