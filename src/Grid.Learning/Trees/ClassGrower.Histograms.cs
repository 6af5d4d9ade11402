using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Grid.Learning;

// Histograms of all features at once, in lanes, for forests that try every feature in every node.
internal sealed unsafe partial class ClassGrower
{
    // Below this, counting a node's rows costs less than taking one histogram from another.
    private const int FewestRows = 24;

    protected override bool KeepsHistogram(int rows) => _slots is not null && rows >= FewestRows;

    protected override IDisposable NewHistogram() => new NativeBuffer<short>((long)_allBins * Lanes);

    protected override void Wipe(int histogram) => new Span<short>(Lane(histogram), _allBins * Lanes).Clear();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Count(int histogram, int start, int end)
    {
        short* lanes = Lane(histogram);
        var entries = _entries.Pointer;
        int width = FeatureCount;
        var slots = (ushort*)Unsafe.AsPointer(ref _slots![0]);
        for (int i = start; i < end; i++)
        {
            ulong entry = entries[i];
            ushort* row = slots + (long)(uint)entry * width;
            short* label = lanes + (int)(entry >> 32 & 0xFFFF);
            short weight = (short)(entry >> 48);
            int f = 0;
            for (; f + 4 <= width; f += 4)
            {
                ulong four = *(ulong*)(row + f);
                label[(four & 0xFFFF) << 4] += weight;
                label[(four >> 12) & 0xFFFF0] += weight;
                label[(four >> 28) & 0xFFFF0] += weight;
                label[(four >> 48) << 4] += weight;
            }
            for (; f < width; f++)
                label[(uint)row[f] << 4] += weight;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Subtract(int from, int histogram)
    {
        short* all = Lane(from), part = Lane(histogram);
        for (int i = 0; i < _allBins; i++)
            (Vector256.Load(all + i * Lanes) - Vector256.Load(part + i * Lanes)).Store(all + i * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryHistogram(int feature, int histogram, ref Best best)
    {
        short* lanes = Lane(histogram) + (long)_offsets[feature] * Lanes;
        int bins = BinCount(feature), present = 0;
        var list = Present;
        for (int b = 0; b < bins; b++)
        {
            list[present] = (byte)b;
            present += Vector256.EqualsAll(Vector256.Load(lanes + b * Lanes), Vector256<short>.Zero) ? 0 : 1;
        }
        if (present < 2)
            return false;
        bool improved = _entropy
            ? EntropyInLanes(lanes, present, false, null, _weight, ref best)
            : GiniInLanes(lanes, present, false, null, _weight, ref best);
        if (improved)
            best.Feature = feature;
        return true;
    }

    private short* Lane(int histogram) => ((NativeBuffer<short>)Histogram(histogram)).Pointer;
}
