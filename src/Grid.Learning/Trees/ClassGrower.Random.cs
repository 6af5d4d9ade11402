using System.Runtime.CompilerServices;

namespace Grid.Learning;

// Extremely randomised trees: the node's rows are looked at twice, for the range of a feature and for the sides of its threshold.
internal sealed unsafe partial class ClassGrower
{
    protected override uint* RowNumbers(int place, out int stride)
    {
        // The lower half of an entry is the row.
        stride = 2;
        return (uint*)(_entries.Pointer + place);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryRandom(int feature, in Frame frame, ref Best best)
    {
        byte* column = Column(feature);
        ushort* wide = IsWide(feature) ? WideColumn(feature) : null;
        ulong* entries = _entries.Pointer;
        if (!FindRange(feature, frame, out int low, out int high))
            return false;
        int cut = DrawCut(feature, low, high, frame.Key, out double threshold), rowsLeft = 0;
        int* left = _running.Pointer, right = _remaining.Pointer, node = _node.Pointer;
        new Span<int>(left, _classes).Clear();
        for (int i = frame.Start; i < frame.End; i++)
        {
            ulong entry = entries[i];
            int goesLeft = (wide is null ? column[(uint)entry] : wide[(uint)entry]) <= cut ? 1 : 0;
            left[entry >> 32 & 0xFFFF] += goesLeft * (int)(entry >> 48);
            rowsLeft += goesLeft;
        }
        if (rowsLeft < MinLeaf || frame.Rows - rowsLeft < MinLeaf)
            return true;
        long sumLeft = 0, sumRight = 0, weightLeft = 0;
        for (int c = 0; c < _classes; c++)
        {
            right[c] = node[c] - left[c];
            sumLeft += Term(left[c]);
            sumRight += Term(right[c]);
            weightLeft += left[c];
        }
        long score = _classWeights is not null ? ToBits(WeightedSide(left) + WeightedSide(right))
            : _entropy ? sumLeft + sumRight - EntropyTable.Of(weightLeft) - EntropyTable.Of(_weight - weightLeft)
            : BitConverter.DoubleToInt64Bits((double)sumLeft / weightLeft + (double)sumRight / (_weight - weightLeft));
        if (score <= best.Score)
            return true;
        best = new Best { Score = score, Feature = feature, LeftBin = cut, RightBin = cut + 1, Threshold = threshold };
        Keep(left);
        return true;
    }
}
