namespace Grid.Learning;

/// <summary>Sorts the rows of a node by the bins of a feature that has more than 256: keys hold the bin above a place in the node.</summary>
internal sealed unsafe class RankSort : IDisposable
{
    private const int FewestCounted = 128;
    private const int Shift = 32;
    private readonly NativeBuffer<ulong> _keys, _scratch;

    public RankSort(int rows) => (_keys, _scratch) = (new NativeBuffer<ulong>(rows), new NativeBuffer<ulong>(rows));

    /// <summary>Where the keys are put, and then are sorted.</summary>
    public ulong* Keys => _keys.Pointer;

    public static ulong Key(ushort bin, int place) => (ulong)bin << Shift | (uint)place;

    public static int BinOf(ulong key) => (int)(key >> Shift);

    public static int PlaceOf(ulong key) => (int)(uint)key;

    /// <summary>Sorts by bin; keys of one bin stay in the order of their places.</summary>
    public void Sort(int count)
    {
        if (count < FewestCounted)
        {
            new Span<ulong>(Keys, count).Sort();
            return;
        }
        Pass(Keys, _scratch.Pointer, count, Shift);
        Pass(_scratch.Pointer, Keys, count, Shift + 8);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _scratch.Dispose();
    }

    private static void Pass(ulong* from, ulong* to, int count, int shift)
    {
        int* starts = stackalloc int[256];
        new Span<int>(starts, 256).Clear();
        for (int i = 0; i < count; i++)
            starts[(byte)(from[i] >> shift)]++;
        for (int d = 0, start = 0; d < 256; d++)
            (starts[d], start) = (start, start + starts[d]);
        for (int i = 0; i < count; i++)
            to[starts[(byte)(from[i] >> shift)]++] = from[i];
    }
}
