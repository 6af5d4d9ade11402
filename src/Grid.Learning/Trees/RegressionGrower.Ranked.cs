using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Grid.Learning;

// Features of more than 256 bins: the node's rows are sorted by their bins, and each boundary is scored as they go by.
internal sealed unsafe partial class RegressionGrower
{
    protected override void KeepSlots(int start, int end)
    {
        for (int from = start, to; from < end; from = to)
        {
            to = Hold(from, end);
            new Span<Vector128<long>>(Targets + from, to - from).CopyTo(new Span<Vector128<long>>(_slots.Pointer + (from - start), to - from));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryRanked(int feature, in Frame frame, ref Best best)
    {
        if (frame.Rows > _fewestCounted && !IsListed(frame))
            return TryCounted(feature, frame, ref best);
        ulong* keys = Sorted(feature, frame, out bool inSlots);
        var targets = inSlots ? _slots.Pointer : Targets + frame.Start;
        int count = frame.Rows, minLeaf = MinLeaf;
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
            var sums = Vector128.Create((double)left[0], right[0]);
            var sides = sums * sums / Vector128.Create((double)(uint)left[1], (uint)right[1]);
            double score = sides[0] + sides[1];
            if (!(score > bestScore))
                continue;
            bestScore = score;
            best = new Best { Score = BitConverter.DoubleToInt64Bits(score), Feature = feature, LeftBin = bin, RightBin = next };
            _best = left;
        }
        return true;
    }
}
