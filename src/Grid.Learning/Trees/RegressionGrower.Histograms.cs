using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Grid.Learning;

// Histograms of all features at once, for large nodes of forests that try every feature.
internal sealed unsafe partial class RegressionGrower
{
    // A vector may start at a histogram's last bin.
    private const int BinPadding = 3;

    protected override bool KeepsHistogram(int rows) => TriesAll && rows >= _fewestRows && !_target.IsWide && _rowMajor is not null;

    protected override IDisposable NewHistogram() => new NativeBuffer<Vector128<long>>(_allBins + BinPadding);

    protected override void Wipe(int histogram) => new Span<Vector128<long>>(Bins(histogram), _allBins).Clear();

    protected override void Count(int histogram, int start, int end)
    {
        for (int from = start, to; from < end; from = to)
        {
            to = Hold(from, end);
            CountHeld(Bins(histogram), from, to);
        }
    }

    /// <summary>Counts four features a time: a row and its target are loaded once for them, and their bins stay in the nearest cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountHeld(Vector128<long>* all, int start, int end)
    {
        int* rows = _rows.Pointer;
        var targets = Targets;
        int width = FeatureCount, f = 0;
        for (; f + 4 <= width; f += 4)
        {
            byte* bins = _rowMajor + f;
            Vector128<long>* a = all + _offsets[f], b = all + _offsets[f + 1], c = all + _offsets[f + 2], d = all + _offsets[f + 3];
            for (int i = start; i < end; i++)
            {
                uint four = *(uint*)(bins + (long)rows[i] * width);
                var target = targets[i];
                a[(byte)four] += target;
                b[(byte)(four >> 8)] += target;
                c[(byte)(four >> 16)] += target;
                d[four >> 24] += target;
            }
        }
        for (; f < width; f++)
        {
            var bins = all + _offsets[f];
            byte* column = Column(f);
            for (int i = start; i < end; i++)
                bins[column[rows[i]]] += targets[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Subtract(int from, int histogram)
    {
        var all = Bins(from);
        var part = Bins(histogram);
        for (int i = 0; i < _allBins; i++)
            all[i] -= part[i];
    }

    private Vector128<long>* Bins(int histogram) => ((NativeBuffer<Vector128<long>>)Histogram(histogram)).Pointer;

    private bool TryHistogram(int feature, in Frame frame, ref Best best)
    {
        var bins = Bins(frame.Histogram) + _offsets[feature];
        int count = BinCount(feature);
        if (!Avx2.IsSupported)
        {
            int present = ListFilled(bins, count);
            if (present >= 2 && TryBoundaries(bins, present, ref best))
                best.Feature = feature;
            return present >= 2;
        }
        int first = 0;
        while (Rows(bins[first]) == 0)
            first++;
        if (Rows(bins[first]) == frame.Rows)
            return false;
        var (score, at) = BestBoundary(bins, first, count - 1, frame.Rows);
        if (!(score > (best.Score < 0 ? double.NegativeInfinity : BitConverter.Int64BitsToDouble(best.Score))))
            return true;
        int next = at + 1;
        while (Rows(bins[next]) == 0)
            next++;
        best = new Best { Score = BitConverter.DoubleToInt64Bits(score), Feature = feature, LeftBin = at, RightBin = next };
        _best = default;
        for (int b = first; b <= at; b++)
            _best += bins[b];
        return true;
    }

    /// <summary>
    /// The first of the best boundaries of a histogram, four at a time. Behind an empty bin is the boundary before it once
    /// more, which is not better.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double Score, int Bin) BestBoundary(Vector128<long>* bins, int first, int last, int rows)
    {
        var nodeSum = Vector256.Create(_node[0]);
        var nodeWeight = Vector256.Create(Weight(_node));
        var fewest = Vector256.Create((long)MinLeaf - 1);
        var most = Vector256.Create((long)rows - MinLeaf + 1);
        var bestScore = Vector256.Create(double.NegativeInfinity);
        var bestBin = Vector256<long>.Zero;
        // Of the four sums, those of the first and third bin come first out of each pair.
        var place = Vector256.Create(first, first + 1L, first + 2, first + 3);
        var running = Vector128<long>.Zero;
        for (int b = first; b < last; b += 4)
        {
            var one = running + bins[b];
            var two = one + bins[b + 1];
            var three = two + bins[b + 2];
            running = three + bins[b + 3];
            Vector256<long> even = Vector256.Create(one, three), odd = Vector256.Create(two, running);
            var counts = Avx2.UnpackHigh(even, odd);
            var score = Score(Avx2.UnpackLow(even, odd), counts & Vector256.Create((long)uint.MaxValue), nodeSum, nodeWeight);
            var rowsLeft = counts >>> 32;
            var better = Vector256.GreaterThan(score, bestScore).AsInt64() & Vector256.GreaterThan(rowsLeft, fewest)
                & Vector256.LessThan(rowsLeft, most) & Vector256.LessThan(place, Vector256.Create((long)last));
            bestScore = Vector256.ConditionalSelect(better.AsDouble(), score, bestScore);
            bestBin = Vector256.ConditionalSelect(better, place, bestBin);
            place += Vector256.Create(4L);
        }
        var (top, at) = (bestScore[0], bestBin[0]);
        for (int lane = 1; lane < 4; lane++)
        {
            if (bestScore[lane] > top || (bestScore[lane] == top && bestBin[lane] < at))
                (top, at) = (bestScore[lane], bestBin[lane]);
        }
        return (top, (int)at);
    }

    private static int Rows(Vector128<long> sums) => (int)(sums[1] >> 32);
}
