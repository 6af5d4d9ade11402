using System.Runtime.CompilerServices;

namespace Grid.Learning;

/// <summary>
/// The rows of a node and of all nodes below it, sorted once by each feature of more than 256 bins. A split parts each list in place and
/// stably, which costs a fraction of what sorting both sides anew would. Keys are <see cref="RankSort"/>'s, with a row's slot for its place:
/// its place in the node that was sorted.
/// </summary>
internal sealed unsafe class RankLists : IDisposable
{
    // 32 megabytes a thread: larger nodes sort or count what they look at, until their rows fit.
    private const int MostKeys = 1 << 22;

    private readonly int[] _wide;
    private readonly int[] _listOf;
    private readonly NativeBuffer<ulong> _keys, _scratch;
    private readonly NativeBuffer<byte> _left;
    private int _start, _end;

    /// <summary>Room for lists.</summary>
    /// <param name="features">The features; those of up to 256 bins have no list.</param>
    /// <param name="trainingRows">The most rows that a tree is grown from.</param>
    public RankLists(IReadOnlyList<Feature> features, int trainingRows)
    {
        _wide = [.. Enumerable.Range(0, features.Count).Where(f => features[f].IsWide)];
        _listOf = new int[features.Count];
        for (int list = 0; list < _wide.Length; list++)
            _listOf[_wide[list]] = list;
        Capacity = CapacityFor(features, trainingRows);
        _keys = new NativeBuffer<ulong>((long)Capacity * (_wide.Length + 1));
        _scratch = new NativeBuffer<ulong>(Capacity);
        _left = new NativeBuffer<byte>(Capacity);
    }

    /// <summary>The most rows that a node to be sorted has, of so many training rows.</summary>
    public static int CapacityFor(IReadOnlyList<Feature> features, int trainingRows) =>
        // One list more has the slots in the order of the rows.
        Math.Min(trainingRows, MostKeys / (features.Count(f => f.IsWide) + 1));

    /// <summary>Bytes that the lists take, with what is kept of the rows by slot.</summary>
    public static long BytesFor(IReadOnlyList<Feature> features, int trainingRows) =>
        CapacityFor(features, trainingRows) * (sizeof(ulong) * (features.Count(f => f.IsWide) + 2L) + sizeof(byte) + 2 * sizeof(long));

    /// <summary>The most rows that a node to be sorted has.</summary>
    public int Capacity { get; }

    /// <summary>The features that have lists.</summary>
    public ReadOnlySpan<int> Features => _wide;

    private ulong* Order => _keys.Pointer + (long)_wide.Length * Capacity;

    /// <summary>Whether the rows of a range are sorted.</summary>
    public bool Covers(int start, int end) => start >= _start && end <= _end;

    /// <summary>Starts lists of a node's rows, whose keys are then put in by feature.</summary>
    public void Begin(int start, int end)
    {
        (_start, _end) = (start, end);
        for (int i = 0; i < end - start; i++)
            Order[i] = (uint)i;
    }

    /// <summary>Forgets what is sorted, as the rows are others.</summary>
    public void Forget() => _start = _end = 0;

    /// <summary>The keys of a feature, from a row of the node on.</summary>
    public ulong* KeysOf(int feature, int start) => _keys.Pointer + (long)_listOf[feature] * Capacity + (start - _start);

    /// <summary>Marks the rows of a node that go left by a feature that has a list.</summary>
    public void Mark(int feature, int start, int end, int cut)
    {
        ulong* keys = KeysOf(feature, start);
        for (int i = 0; i < end - start; i++)
            _left.Pointer[(uint)keys[i]] = (byte)(RankSort.BinOf(keys[i]) <= cut ? 1 : 0);
    }

    /// <summary>Marks whether a row goes left.</summary>
    public void MarkAt(int place, bool goesLeft) => _left.Pointer[(uint)Order[place - _start]] = (byte)(goesLeft ? 1 : 0);

    /// <summary>Parts the lists of a node by the marks.</summary>
    /// <param name="start">The node's first row.</param>
    /// <param name="end">The end of its rows.</param>
    /// <param name="constant">Features, a bit each, that are constant in the node: nobody looks at their lists any more.</param>
    public void Part(int start, int end, ulong[] constant)
    {
        foreach (int feature in _wide)
        {
            if ((constant[feature >> 6] >> feature & 1) == 0)
                Part(KeysOf(feature, start), end - start);
        }
        Part(Order + (start - _start), end - start);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _scratch.Dispose();
        _left.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Part(ulong* keys, int count)
    {
        ulong* right = _scratch.Pointer;
        byte* marks = _left.Pointer;
        int left = 0, moved = 0;
        for (int i = 0; i < count; i++)
        {
            ulong key = keys[i];
            int goesLeft = marks[(uint)key];
            keys[left] = key;
            right[moved] = key;
            left += goesLeft;
            moved += 1 - goesLeft;
        }
        new Span<ulong>(right, moved).CopyTo(new Span<ulong>(keys + left, moved));
    }
}
