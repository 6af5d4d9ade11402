using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Grid.Learning;

// Histograms in 16-bit lanes: a bin is one vector of class counts. A node weighs at most 16,383, so 2L + h fits a lane.
internal sealed unsafe partial class ClassGrower
{
    /// <summary>Counts rows by bin and class, for bins below 64; returns a bit for each bin present.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong CountNarrow(byte* column, ulong* entries, int count, short* lanes)
    {
        ulong mask = 0;
        for (int i = 0; i < count; i++)
        {
            ulong entry = entries[i];
            int bin = column[(uint)entry];
            mask |= 1UL << bin;
            lanes[bin * Lanes + (int)(entry >> 32 & 0xFFFF)] += (short)(entry >> 48);
        }
        return mask;
    }

    /// <summary>Counts rows by bin and class, for any bins, and lists the bins present.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int CountMarked(byte* column, in Frame frame)
    {
        var entries = _entries.Pointer;
        var lanes = _lanes.Pointer;
        var presence = Presence;
        int end = frame.End;
        for (int i = frame.Start; i < end; i++)
        {
            ulong entry = entries[i];
            int bin = column[(uint)entry];
            presence[bin] = 1;
            lanes[bin * Lanes + (int)(entry >> 32 & 0xFFFF)] += (short)(entry >> 48);
        }
        return ListMarked();
    }

    private void CountRows(byte* column, in Frame frame)
    {
        var entries = _entries.Pointer;
        var binRows = _binRows.Pointer;
        for (int i = frame.Start; i < frame.End; i++)
            binRows[column[(uint)entries[i]]]++;
    }

    private void Clear(short* lanes, int present)
    {
        for (int k = 0; k < present; k++)
            Vector256.Store(Vector256<short>.Zero, lanes + Present[k] * Lanes);
    }

    /// <summary>
    /// Tries the boundaries between the bins present. Squares of the counts on both sides are kept up from bin to bin:
    /// moving counts h from R to L adds h(2L + h) to the left's and takes h(2R - h) from the right's.
    /// The score is the sum over both sides of squares / weight, scikit-learn's proxy.
    /// </summary>
    /// <returns>Whether a boundary is better than the best; its bins and left counts are then kept.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool GiniInLanes(short* lanes, int present, bool clear, ushort* binRows, int rows, ref Best best)
    {
        var bins = Present;
        var total = Narrow(_node.Pointer);
        var left = Vector256<short>.Zero;
        var bestLeft = left;
        var ones = Vector256<short>.One;
        // Squares left and right, weight left and right.
        var sums = Vector128.Create(0, (int)_squares, 0, _weight);
        var signs = Vector128.Create(1, -1, 1, -1);
        double bestScore = best.Score < 0 ? double.NegativeInfinity : BitConverter.Int64BitsToDouble(best.Score);
        int bestAt = -1, rowsLeft = 0, minLeaf = MinLeaf;
        for (int k = 0; k < present; k++)
        {
            short* bin = lanes + bins[k] * Lanes;
            var counts = Vector256.Load(bin);
            if (clear)
                Vector256.Store(Vector256<short>.Zero, bin);
            if (k == present - 1)
                break;
            var right = total - left;
            var x = Avx2.MultiplyAddAdjacent(counts, left + left + counts);
            var y = Avx2.MultiplyAddAdjacent(counts, right + right - counts);
            var z = Avx2.MultiplyAddAdjacent(counts, ones);
            var folded = Avx2.HorizontalAdd(Avx2.HorizontalAdd(x, y), Avx2.HorizontalAdd(z, z));
            left += counts;
            sums += Ssse3.Sign(folded.GetLower() + folded.GetUpper(), signs);
            var numbers = Avx.ConvertToVector256Double(sums);
            var quotients = numbers.GetLower() / numbers.GetUpper();
            double score = quotients[0] + quotients[1];
            if (minLeaf > 1)
            {
                rowsLeft += binRows is null ? folded[2] + folded[6] : binRows[bins[k]];
                if (rowsLeft < minLeaf || rows - rowsLeft < minLeaf)
                    continue;
            }
            if (score > bestScore)
            {
                bestScore = score;
                bestAt = k;
                bestLeft = left;
            }
        }
        ClearRows(binRows, present);
        if (bestAt < 0)
            return false;
        best.Score = BitConverter.DoubleToInt64Bits(bestScore);
        (best.LeftBin, best.RightBin) = (bins[bestAt], bins[bestAt + 1]);
        var (low, high) = Vector256.Widen(bestLeft);
        low.Store(_best.Pointer);
        high.Store(_best.Pointer + 8);
        return true;
    }

    /// <summary>
    /// As <see cref="GiniInLanes"/>, for entropy: with t(n) = n log2 n, the score is the sum over both sides of t of each
    /// class less t of the weight, in fixed point.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool EntropyInLanes(short* lanes, int present, bool clear, ushort* binRows, int rows, ref Best best)
    {
        var bins = Present;
        long* t = _entropyEntries;
        int* right = _remaining.Pointer, left = _running.Pointer;
        for (int c = 0; c < Lanes; c += 8)
        {
            Vector256.Load(_node.Pointer + c).Store(right + c);
            Vector256<int>.Zero.Store(left + c);
        }
        long sum = _entropySum;
        int weight = _weight, weightLeft = 0, rowsLeft = 0, minLeaf = MinLeaf;
        int bestAt = -1;
        long bestScore = best.Score;
        for (int k = 0; k < present; k++)
        {
            short* bin = lanes + bins[k] * Lanes;
            var counts = Vector256.Load(bin);
            if (k < present - 1)
            {
                int before = weightLeft;
                for (uint set = ~Vector256.Equals(counts, Vector256<short>.Zero).ExtractMostSignificantBits() & 0xFFFF; set != 0; set &= set - 1)
                {
                    int c = BitOperations.TrailingZeroCount(set);
                    int h = bin[c], l = left[c], r = right[c];
                    sum += t[l + h] - t[l] + t[r - h] - t[r];
                    left[c] = l + h;
                    right[c] = r - h;
                    weightLeft += h;
                }
                long score = sum - t[weightLeft] - t[weight - weightLeft];
                if (minLeaf > 1)
                {
                    rowsLeft += binRows is null ? weightLeft - before : binRows[bins[k]];
                    if (rowsLeft < minLeaf || rows - rowsLeft < minLeaf)
                        score = long.MinValue;
                }
                if (score > bestScore)
                {
                    bestScore = score;
                    bestAt = k;
                    Vector256.Load(left).Store(_best.Pointer);
                    Vector256.Load(left + 8).Store(_best.Pointer + 8);
                }
            }
            if (clear)
                Vector256.Store(Vector256<short>.Zero, bin);
        }
        ClearRows(binRows, present);
        if (bestAt < 0)
            return false;
        best.Score = bestScore;
        (best.LeftBin, best.RightBin) = (bins[bestAt], bins[bestAt + 1]);
        return true;
    }

    private void ClearRows(ushort* binRows, int present)
    {
        if (binRows is null)
            return;
        for (int k = 0; k < present; k++)
            binRows[Present[k]] = 0;
    }

    private static Vector256<short> Narrow(int* counts) => Vector256.Narrow(Vector256.Load(counts), Vector256.Load(counts + 8));
}
