using System.Runtime.CompilerServices;

namespace Grid.Learning;

// Histograms in 32-bit counts: any number of rows and classes, class weights, processors without AVX2.
internal sealed unsafe partial class ClassGrower
{
    private bool TryWide(int feature, byte* column, in Frame frame, ref Best best)
    {
        _wide ??= new NativeBuffer<int>(256L * _classes);
        _wideRows ??= new NativeBuffer<int>(256);
        int* counts = _wide.Pointer, rowCounts = _wideRows.Pointer;
        int present = CountWide(column, _entries.Pointer + frame.Start, frame.Rows, counts, rowCounts);
        if (present >= 2)
        {
            if (_classWeights is null ? BestWide(counts, rowCounts, present, frame.Rows, ref best) : BestWeighted(counts, rowCounts, present, frame.Rows, ref best))
                best.Feature = feature;
        }
        for (int k = 0; k < present; k++)
        {
            new Span<int>(counts + Present[k] * _classes, _classes).Clear();
            rowCounts[Present[k]] = 0;
        }
        return present >= 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int CountWide(byte* column, ulong* entries, int rows, int* counts, int* rowCounts)
    {
        int classes = _classes;
        var presence = Presence;
        for (int i = 0; i < rows; i++)
        {
            ulong entry = entries[i];
            int bin = column[(uint)entry];
            presence[bin] = 1;
            counts[bin * classes + (int)(entry >> 32 & 0xFFFF)] += (int)(entry >> 48);
            rowCounts[bin]++;
        }
        return ListMarked();
    }

    /// <summary>Whole counts: the scores are those of the lanes.</summary>
    private bool BestWide(int* counts, int* rowCounts, int present, int rows, ref Best best)
    {
        int* left = _running.Pointer, node = _node.Pointer;
        new Span<int>(left, _classes).Clear();
        long sumLeft = 0, sumRight = 0, weightLeft = 0;
        for (int c = 0; c < _classes; c++)
            sumRight += Term(node[c]);
        int rowsLeft = 0, bestAt = -1;
        for (int k = 0; k < present - 1; k++)
        {
            int* bin = counts + Present[k] * _classes;
            for (int c = 0; c < _classes; c++)
            {
                if (bin[c] == 0)
                    continue;
                int right = node[c] - left[c];
                sumLeft += Term(left[c] + bin[c]) - Term(left[c]);
                sumRight += Term(right - bin[c]) - Term(right);
                left[c] += bin[c];
                weightLeft += bin[c];
            }
            rowsLeft += rowCounts[Present[k]];
            if (rowsLeft < MinLeaf || rows - rowsLeft < MinLeaf)
                continue;
            long weightRight = _weight - weightLeft;
            long score = _entropy
                ? sumLeft + sumRight - EntropyTable.Of(weightLeft) - EntropyTable.Of(weightRight)
                : BitConverter.DoubleToInt64Bits((double)sumLeft / weightLeft + (double)sumRight / weightRight);
            if (score > best.Score)
            {
                best.Score = score;
                bestAt = k;
                Keep(left);
            }
        }
        if (bestAt >= 0)
            (best.LeftBin, best.RightBin) = (Present[bestAt], Present[bestAt + 1]);
        return bestAt >= 0;
    }

    private long Term(long n) => _entropy ? EntropyTable.Of(n) : n * n;

    /// <summary>Weighted classes: each boundary is added up anew, so that a score depends on the two sides alone.</summary>
    private bool BestWeighted(int* counts, int* rowCounts, int present, int rows, ref Best best)
    {
        int* left = _running.Pointer, right = stackalloc int[_classes];
        new Span<int>(left, _classes).Clear();
        int rowsLeft = 0, bestAt = -1;
        for (int k = 0; k < present - 1; k++)
        {
            int* bin = counts + Present[k] * _classes;
            for (int c = 0; c < _classes; c++)
                left[c] += bin[c];
            rowsLeft += rowCounts[Present[k]];
            if (rowsLeft < MinLeaf || rows - rowsLeft < MinLeaf)
                continue;
            for (int c = 0; c < _classes; c++)
                right[c] = _node.Pointer[c] - left[c];
            long score = ToBits(WeightedSide(left) + WeightedSide(right));
            if (score > best.Score)
            {
                best.Score = score;
                bestAt = k;
                Keep(left);
            }
        }
        if (bestAt >= 0)
            (best.LeftBin, best.RightBin) = (Present[bestAt], Present[bestAt + 1]);
        return bestAt >= 0;
    }

    private double WeightedSide(int* counts)
    {
        double sum = 0, total = 0;
        for (int c = 0; c < _classes; c++)
        {
            double weight = Weigh(c, counts[c]);
            total += weight;
            if (!_entropy)
                sum += weight * weight;
            else if (weight > 0)
                sum += weight * Math.Log2(weight);
        }
        return _entropy ? sum - total * Math.Log2(total) : sum / total;
    }

    // Gini's scores are positive, entropy's at most 0; the bits of a double order like its magnitude.
    private long ToBits(double score) => _entropy ? -BitConverter.DoubleToInt64Bits(Math.Max(-score, 0.0)) : BitConverter.DoubleToInt64Bits(score);

    private double FromBits(long score) => _entropy ? -BitConverter.Int64BitsToDouble(-score) : BitConverter.Int64BitsToDouble(score);

    private void Keep(int* left) => new Span<int>(left, _classes).CopyTo(new Span<int>(_best.Pointer, _classes));
}
