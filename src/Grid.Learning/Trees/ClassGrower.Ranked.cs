using System.Runtime.CompilerServices;

namespace Grid.Learning;

// Features of more than 256 bins: the node's rows are sorted by their bins, and each boundary is scored as they go by.
internal sealed unsafe partial class ClassGrower
{
    protected override void KeepSlots(int start, int end) =>
        new Span<ulong>(_entries.Pointer + start, end - start).CopyTo(new Span<ulong>(_slotEntries.Pointer, end - start));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryRanked(int feature, in Frame frame, ref Best best)
    {
        ulong* keys = Sorted(feature, frame, out bool inSlots);
        ulong* entries = inSlots ? _slotEntries.Pointer : _entries.Pointer + frame.Start;
        int rows = frame.Rows;
        if (RankSort.BinOf(keys[0]) == RankSort.BinOf(keys[rows - 1]))
            return false;
        int* left = _running.Pointer, right = _remaining.Pointer;
        new Span<int>(left, _classes).Clear();
        new Span<int>(_node.Pointer, _classes).CopyTo(new Span<int>(right, _classes));
        long sumLeft = 0, sumRight = 0, weightLeft = 0;
        for (int c = 0; c < _classes; c++)
            sumRight += Term(right[c]);
        for (int k = 0; k < rows - 1; k++)
        {
            ulong entry = entries[RankSort.PlaceOf(keys[k])];
            int c = (int)(entry >> 32 & 0xFFFF), h = (int)(entry >> 48);
            sumLeft += Term(left[c] + h) - Term(left[c]);
            sumRight += Term(right[c] - h) - Term(right[c]);
            left[c] += h;
            right[c] -= h;
            weightLeft += h;
            int bin = RankSort.BinOf(keys[k]), next = RankSort.BinOf(keys[k + 1]);
            if (bin == next || k + 1 < MinLeaf || rows - k - 1 < MinLeaf)
                continue;
            long score = _classWeights is not null ? ToBits(WeightedSide(left) + WeightedSide(right))
                : _entropy ? sumLeft + sumRight - EntropyTable.Of(weightLeft) - EntropyTable.Of(_weight - weightLeft)
                : BitConverter.DoubleToInt64Bits((double)sumLeft / weightLeft + (double)sumRight / (_weight - weightLeft));
            if (score <= best.Score)
                continue;
            best = new Best { Score = score, Feature = feature, LeftBin = bin, RightBin = next };
            Keep(left);
        }
        return true;
    }
}
