using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Grid.Learning;

// Features of more than 256 bins: the node's rows are sorted by their bins, and each boundary is scored as they go by.
internal sealed unsafe partial class RegressionGrower
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryRanked(int feature, in Frame frame, ref Best best)
    {
        ushort* column = WideColumn(feature);
        int* rows = _rows.Pointer + frame.Start;
        var targets = _targets.Pointer + frame.Start;
        ulong* keys = Ranks.Keys;
        int count = frame.Rows, minLeaf = MinLeaf;
        for (int i = 0; i < count; i++)
            keys[i] = RankSort.Key(column[rows[i]], i);
        Ranks.Sort(count);
        if (RankSort.BinOf(keys[0]) == RankSort.BinOf(keys[count - 1]))
            return false;
        var node = _node;
        var left = Vector128<long>.Zero;
        double bestScore = best.Score < 0 ? double.NegativeInfinity : BitConverter.Int64BitsToDouble(best.Score);
        for (int k = 0; k < count - 1; k++)
        {
            left += targets[RankSort.PlaceOf(keys[k])];
            int bin = RankSort.BinOf(keys[k]), next = RankSort.BinOf(keys[k + 1]);
            if (bin == next || k + 1 < minLeaf || count - k - 1 < minLeaf)
                continue;
            var right = node - left;
            double leftSum = left[0], rightSum = right[0];
            double score = leftSum * leftSum / (uint)left[1] + rightSum * rightSum / (uint)right[1];
            if (!(score > bestScore))
                continue;
            bestScore = score;
            best = new Best { Score = BitConverter.DoubleToInt64Bits(score), Feature = feature, LeftBin = bin, RightBin = next };
            _best = left;
        }
        return true;
    }
}
