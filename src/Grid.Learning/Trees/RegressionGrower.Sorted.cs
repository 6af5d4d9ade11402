using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Grid.Learning;

// Small nodes of forests that try every feature: the rows are sorted by 16 features at once, a feature a lane, and the
// boundaries of four lanes are scored as the rows go by.
internal sealed unsafe partial class RegressionGrower
{
    // A lane of 16 bits holds a bin, and below it the row's place in the node.
    private const int MostSorted = 256;
    private const int Lanes = 16;
    private const int MostInserted = 16;

    private readonly NativeBuffer<ushort>? _keys;
    private readonly NativeBuffer<double>? _laneScores;
    private readonly NativeBuffer<long>? _lanePlaces;

    protected override bool Rank(in Frame frame, ulong[] ranked, out long score)
    {
        score = long.MinValue;
        if (_keys is null || frame.Histogram >= 0 || frame.Rows > MostSorted)
            return false;
        int features = FeatureCount;
        for (int first = 0; first < features; first += Lanes)
        {
            ushort* keys = KeysOf(first);
            LoadKeys(keys, frame, first);
            if (frame.Rows <= MostInserted)
                InsertRows(keys, frame.Rows);
            else
                MergeRows(keys, frame.Rows);
            for (int f = first; f < Math.Min(first + Lanes, features); f += 4)
                ScoreLanes(keys + (f - first), frame, f);
        }
        var scores = new ReadOnlySpan<double>(_laneScores!.Pointer, features);
        Array.Clear(ranked);
        double top = double.NegativeInfinity;
        for (int f = 0; f < features; f++)
            top = Math.Max(top, scores[f]);
        if (double.IsNegativeInfinity(top))
            return true;
        for (int f = 0; f < features; f++)
            ranked[f >> 6] |= scores[f] == top ? 1UL << f : 0;
        score = BitConverter.DoubleToInt64Bits(top);
        return true;
    }

    protected override void TakeRanked(in Frame frame, int feature, ref Best best)
    {
        ushort* key = KeysOf(feature / Lanes * Lanes) + feature % Lanes;
        int place = (int)_lanePlaces!.Pointer[feature];
        var targets = Targets + frame.Start;
        _best = default;
        for (int k = 0; k <= place; k++)
            _best += targets[(byte)key[k * Lanes]];
        best.Feature = feature;
        (best.LeftBin, best.RightBin) = (key[place * Lanes] >> 8, key[(place + 1) * Lanes] >> 8);
    }

    private ushort* KeysOf(int firstFeature) => _keys!.Pointer + (long)firstFeature * MostSorted;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LoadKeys(ushort* keys, in Frame frame, int firstFeature)
    {
        byte* bins = _rowMajor + firstFeature;
        int* rows = _rows.Pointer + frame.Start;
        int count = frame.Rows, width = FeatureCount;
        for (int i = 0; i < count; i++)
        {
            var sixteen = Vector256.WidenLower(Vector128.Load(bins + (long)rows[i] * width).ToVector256Unsafe());
            (sixteen << 8 | Vector256.Create((ushort)i)).Store(keys + i * Lanes);
        }
    }

    /// <summary>Sorts each lane by insertion, which takes a load and a store a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InsertRows(ushort* keys, int count)
    {
        for (int i = 1; i < count; i++)
        {
            var moving = Vector256.Load(keys + i * Lanes);
            for (int j = 0; j < i; j++)
            {
                var there = Vector256.Load(keys + j * Lanes);
                Vector256.Min(there, moving).Store(keys + j * Lanes);
                moving = Vector256.Max(there, moving);
            }
            moving.Store(keys + i * Lanes);
        }
    }

    /// <summary>Sorts each lane by Batcher's odd-even merge sort (Knuth, The Art of Computer Programming 3, algorithm 5.2.2M), whose steps do not depend on the keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MergeRows(ushort* keys, int count)
    {
        int top = (int)BitOperations.RoundUpToPowerOf2((uint)count) / 2;
        for (int p = top; p > 0; p /= 2)
        {
            for (int q = top, r = 0, d = p; ; d = q - p, q /= 2, r = p)
            {
                for (int i = 0; i + d < count; i++)
                {
                    if ((i & p) != r)
                        continue;
                    ushort* a = keys + i * Lanes, b = keys + (i + d) * Lanes;
                    var (low, high) = (Vector256.Load(a), Vector256.Load(b));
                    Vector256.Min(low, high).Store(a);
                    Vector256.Max(low, high).Store(b);
                }
                if (q == p)
                    break;
            }
        }
    }

    /// <summary>The best boundary of each of four features, and its score: minus infinity where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScoreLanes(ushort* key, in Frame frame, int feature)
    {
        const ulong BinBits = 0xFF00_FF00_FF00_FF00;
        var targets = Targets + frame.Start;
        int minLeaf = MinLeaf, end = frame.Rows - minLeaf;
        var nodeSum = Vector256.Create(_node[0]);
        var nodeWeight = Vector256.Create(Weight(_node));
        Vector256<long> even = default, odd = default, bestPlace = default;
        var bestScore = Vector256.Create(double.NegativeInfinity);
        ulong four = *(ulong*)key;
        for (int k = 0; k < end; k++)
        {
            even += Vector256.Create(targets[(byte)four], targets[(byte)(four >> 32)]);
            odd += Vector256.Create(targets[(byte)(four >> 16)], targets[(byte)(four >> 48)]);
            ulong next = *(ulong*)(key + (k + 1) * Lanes);
            ulong change = (four ^ next) & BinBits;
            four = next;
            if (change == 0 || k + 1 < minLeaf)
                continue;
            var score = Score(Avx2.UnpackLow(even, odd), Avx2.UnpackHigh(even, odd) & Vector256.Create((long)uint.MaxValue), nodeSum, nodeWeight);
            var changes = Avx2.ConvertToVector256Int64(Vector128.CreateScalarUnsafe(change).AsUInt16());
            var better = Vector256.GreaterThan(score, bestScore).AsInt64() & Vector256.GreaterThan(changes, Vector256<long>.Zero);
            bestScore = Vector256.ConditionalSelect(better.AsDouble(), score, bestScore);
            bestPlace = Vector256.ConditionalSelect(better, Vector256.Create((long)k), bestPlace);
        }
        bestScore.Store(_laneScores!.Pointer + feature);
        bestPlace.Store(_lanePlaces!.Pointer + feature);
    }

    /// <summary>Four boundaries' sum² / weight over both sides, in the operations of the plain way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Score(Vector256<long> leftSum, Vector256<long> leftWeight, Vector256<long> nodeSum, Vector256<long> nodeWeight)
    {
        var left = Vector256.ConvertToDouble(leftSum);
        var right = Vector256.ConvertToDouble(nodeSum - leftSum);
        return left * left / ToDouble(leftWeight) + right * right / ToDouble(nodeWeight - leftWeight);
    }

    /// <summary>Whole numbers from 0 to 2^52 - 1: placed below the bits of 2^52, they are their own fractions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ToDouble(Vector256<long> numbers)
    {
        var two52 = Vector256.Create(4503599627370496.0);
        return (numbers | two52.AsInt64()).AsDouble() - two52;
    }
}
