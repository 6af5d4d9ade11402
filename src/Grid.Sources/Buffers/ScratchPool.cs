using System.Buffers;
using System.Numerics;

namespace Grid.Sources;

/// <summary>
/// Arrays that loads work in, for the next ones: each little larger than what it was asked for, and none kept that nobody has used for some full
/// collections. The runtime's pool rounds up to powers of two, and keeps what a load has used for minutes after it. Safe for any number of threads.
/// </summary>
internal sealed class ScratchPool
{
    // What is no larger is left to the runtime's pool.
    private const int MostSmall = 1 << 16;

    // Of so many sizes between a power of two and the next.
    private const int Steps = 4;

    // An array may be of the next sizes as well.
    private const int Beyond = 2;

    // Full collections that an array outlives unused: a load that lets go of what it has read causes one or two with every split.
    private const int Kept = 3;

    private readonly Lock _gate = new();
    private readonly List<(byte[] Array, int Returned)>[] _free = [.. Enumerable.Range(0, SizeOf(Array.MaxLength) + 1 + Beyond).Select(_ => new List<(byte[], int)>())];
    private bool _isWatched;

    /// <summary>The pool of the process.</summary>
    public static ScratchPool Shared { get; } = new();

    /// <summary>Bytes that are kept.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return _free.Sum(size => size.Sum(kept => (long)kept.Array.Length));
        }
    }

    /// <summary>An array of so many bytes at least, with anything in it.</summary>
    public byte[] Rent(int bytes)
    {
        if (bytes <= MostSmall)
            return ArrayPool<byte>.Shared.Rent(bytes);
        int size = SizeOf(bytes);
        lock (_gate)
        {
            for (int i = size; i <= size + Beyond; i++)
            {
                if (_free[i] is not { Count: > 0 } free)
                    continue;
                var array = free[^1].Array;
                free.RemoveAt(free.Count - 1);
                return array;
            }
        }
        return GC.AllocateUninitializedArray<byte>(BytesOf(size));
    }

    /// <summary>Takes back an array that was rented, which nobody uses any more.</summary>
    public void Return(byte[] array)
    {
        if (array.Length <= MostSmall)
        {
            ArrayPool<byte>.Shared.Return(array);
            return;
        }
        lock (_gate)
        {
            _free[SizeOf(array.Length)].Add((array, GC.CollectionCount(GC.MaxGeneration)));
            if (_isWatched)
                return;
            _isWatched = true;
        }
        _ = new Watch(this);
    }

    /// <summary>Lets go of what was not used for long.</summary>
    /// <param name="collections">Full collections by now.</param>
    /// <returns>Whether there is something left.</returns>
    internal bool Trim(int collections)
    {
        lock (_gate)
        {
            foreach (var free in _free)
                free.RemoveAll(kept => collections - kept.Returned > Kept);
            return _isWatched = Array.Exists(_free, free => free.Count > 0);
        }
    }

    /// <summary>The number of the size that so many bytes need: four to each power of two.</summary>
    private static int SizeOf(int bytes)
    {
        int last = bytes - 1, power = BitOperations.Log2((uint)last);
        return ((power - BitOperations.Log2(MostSmall)) * Steps) + ((last >> (power - 2)) & (Steps - 1));
    }

    private static int BytesOf(int size) =>
        (int)Math.Min(Array.MaxLength, (long)(Steps + (size % Steps) + 1) << ((size / Steps) + BitOperations.Log2(MostSmall) - 2));

    /// <summary>Has a pool trimmed after each full collection, as it is then that it is finalized: nobody refers to it.</summary>
    private sealed class Watch(ScratchPool pool)
    {
        ~Watch()
        {
            if (pool.Trim(GC.CollectionCount(GC.MaxGeneration)))
                GC.ReRegisterForFinalize(this);
        }
    }
}
