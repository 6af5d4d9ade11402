using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Grid.Learning;

// Small nodes: most of a tree. Least and greatest bins of 32 features at a time tell which are constant and, where the node
// has two classes, which set them apart; the latter need no histogram, for nothing can be better.
internal sealed unsafe partial class ClassGrower
{
    private const int SurveyedRows = 128;

    // Below this many features tried of 32, looking at all costs more than it saves.
    private const int SurveyedFeatures = 4;

    protected override bool Survey(in Frame frame, int tried, ulong[] constant, ulong[] perfect)
    {
        if (frame.Histogram >= 0 || frame.Rows > SurveyedRows || tried * 32 < FeatureCount * SurveyedFeatures || _lowA is null)
            return false;
        if (_classesPresent == 2 && MinLeaf == 1)
            SurveyTwo(frame, constant, perfect);
        else
            SurveyMany(frame, constant, perfect);
        return true;
    }

    protected override void TakePerfect(ref Best best)
    {
        int f = best.Feature;
        bool firstIsLeft = _highA!.Pointer[f] < _lowB!.Pointer[f];
        best.Score = PerfectScore;
        (best.LeftBin, best.RightBin) = firstIsLeft ? (_highA.Pointer[f], _lowB.Pointer[f]) : (_highB!.Pointer[f], _lowA!.Pointer[f]);
        int* node = _node.Pointer, left = _best.Pointer;
        for (int c = 0; c < _stride; c++)
            left[c] = c == _first == firstIsLeft ? node[c] : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SurveyMany(in Frame frame, ulong[] constant, ulong[] perfect)
    {
        var entries = _entries.Pointer;
        int width = FeatureCount;
        for (int f = 0; f < width; f += 32)
        {
            var low = Vector256<byte>.AllBitsSet;
            var high = Vector256<byte>.Zero;
            for (int i = frame.Start; i < frame.End; i++)
            {
                var bins = Vector256.Load(_bins + (long)(uint)entries[i] * width + f);
                low = Vector256.Min(low, bins);
                high = Vector256.Max(high, bins);
            }
            Mark(constant, f, Vector256.Equals(low, high), true);
            Mark(perfect, f, Vector256<byte>.Zero, false);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SurveyTwo(in Frame frame, ulong[] constant, ulong[] perfect)
    {
        var entries = _entries.Pointer;
        int width = FeatureCount;
        _first = (int)(entries[frame.Start] >> 32 & 0xFFFF);
        for (int f = 0; f < width; f += 32)
        {
            Vector256<byte> lowA = Vector256<byte>.AllBitsSet, lowB = lowA, highA = default, highB = default;
            for (int i = frame.Start; i < frame.End; i++)
            {
                ulong entry = entries[i];
                var bins = Vector256.Load(_bins + (long)(uint)entry * width + f);
                // All bits set for the class of the first row, none for the other.
                var isA = Vector256.Create((int)(entry >> 32 & 0xFFFF) == _first ? -1L : 0L).AsByte();
                lowA = Vector256.Min(lowA, bins | ~isA);
                highA = Vector256.Max(highA, bins & isA);
                lowB = Vector256.Min(lowB, bins | isA);
                highB = Vector256.Max(highB, Vector256.AndNot(bins, isA));
            }
            lowA.Store(_lowA!.Pointer + f);
            lowB.Store(_lowB!.Pointer + f);
            highA.Store(_highA!.Pointer + f);
            highB.Store(_highB!.Pointer + f);
            Mark(constant, f, Vector256.Equals(Vector256.Min(lowA, lowB), Vector256.Max(highA, highB)), true);
            Mark(perfect, f, Vector256.LessThan(highA, lowB) | Vector256.LessThan(highB, lowA), false);
        }
    }

    /// <summary>Sets the bits of 32 features, beside those that are set or in their place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mark(ulong[] marks, int feature, Vector256<byte> set, bool beside)
    {
        ref ulong word = ref marks[feature >> 6];
        int shift = feature & 32;
        ulong bits = (ulong)set.ExtractMostSignificantBits() << shift;
        word = beside ? word | bits : word & ~(0xFFFFFFFFUL << shift) | bits;
    }
}
