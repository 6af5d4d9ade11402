using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Grid.Learning;

// Extremely randomised trees: the node's rows are looked at twice, for the range of a feature and for the sides of its threshold.
internal sealed unsafe partial class RegressionGrower
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryRandom(int feature, in Frame frame, ref Best best)
    {
        byte* column = Column(feature);
        ushort* wide = IsWide(feature) ? WideColumn(feature) : null;
        int* rows = _rows.Pointer;
        if (!FindRange(feature, frame, out int low, out int high))
            return false;
        int cut = DrawCut(feature, low, high, frame.Key, out double threshold);
        var left = Vector128<long>.Zero;
        for (int from = frame.Start, end; from < frame.End; from = end)
        {
            end = Hold(from, frame.End);
            var targets = Targets;
            for (int i = from; i < end; i++)
            {
                long goesLeft = (wide is null ? column[rows[i]] : wide[rows[i]]) <= cut ? -1 : 0;
                left += targets[i] & Vector128.Create(goesLeft);
            }
        }
        var right = _node - left;
        if (left[1] >> 32 < MinLeaf || right[1] >> 32 < MinLeaf)
            return true;
        double leftSum = left[0], rightSum = right[0];
        double score = leftSum * leftSum / Weight(left) + rightSum * rightSum / Weight(right);
        if (!(score > (best.Score < 0 ? double.NegativeInfinity : BitConverter.Int64BitsToDouble(best.Score))))
            return true;
        best = new Best { Score = BitConverter.DoubleToInt64Bits(score), Feature = feature, LeftBin = cut, RightBin = cut + 1, Threshold = threshold };
        _best = left;
        return true;
    }
}
