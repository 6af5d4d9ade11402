using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grid.Sources;

/// <summary>
/// A growing row of 64-bit integers, held in as few bytes each (1, 2, 4 or 8) as the widest of them needs, which keeps
/// what a load holds besides its result small.
/// </summary>
internal sealed class NarrowBuffer : IDisposable
{
    private readonly PooledBytes _bytes = new();

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes a value.</summary>
    public int Width { get; private set; } = 1;

    /// <summary>The least value, or 0 where none is less.</summary>
    public long Min { get; private set; }

    /// <summary>The greatest value, or 0 where none is greater.</summary>
    public long Max { get; private set; }

    /// <summary>The values, where <typeparamref name="T"/> is the signed integer of <see cref="Width"/> bytes.</summary>
    public Span<T> Values<T>() where T : unmanaged => MemoryMarshal.Cast<byte, T>(_bytes.Array.AsSpan(0, Count * Width));

    /// <summary>Bytes needed for the integers from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public static int WidthFor(long min, long max) =>
        min >= sbyte.MinValue && max <= sbyte.MaxValue ? 1
        : min >= short.MinValue && max <= short.MaxValue ? 2
        : min >= int.MinValue && max <= int.MaxValue ? 4
        : 8;

    /// <summary>Appends values.</summary>
    public void Append(ReadOnlySpan<long> values, int expectedRows)
    {
        var (min, max) = Extremes(values, Min, Max);
        if (min < Min || max > Max)
            Widen(min, max);
        _bytes.Reserve(Math.Max((Count + (long)values.Length) * Width, Count == 0 ? (long)expectedRows * Width : 0), Count * Width);
        var target = _bytes.Array.AsSpan(Count * Width, values.Length * Width);
        switch (Width)
        {
            case 1:
                Narrow.ToBytes(values, MemoryMarshal.Cast<byte, sbyte>(target));
                break;
            case 2:
                Narrow.ToShorts(values, MemoryMarshal.Cast<byte, short>(target));
                break;
            case 4:
                Narrow.ToInts(values, MemoryMarshal.Cast<byte, int>(target));
                break;
            default:
                MemoryMarshal.AsBytes(values).CopyTo(target);
                break;
        }
        Count += values.Length;
    }

    /// <summary>Appends numbers that stand for indices; 0 where a null is.</summary>
    /// <param name="indices">The indices, without nulls.</param>
    /// <param name="numbers">The number of each index.</param>
    /// <param name="greatest">The greatest number.</param>
    /// <param name="nullAt">Which rows are null.</param>
    /// <param name="expectedRows">How many rows there will be.</param>
    public void Append(ReadOnlySpan<int> indices, ReadOnlySpan<ushort> numbers, int greatest, ReadOnlySpan<int> nullAt, int expectedRows)
    {
        if (greatest > Max)
            Widen(Min, greatest);
        int rows = indices.Length + nullAt.Length;
        _bytes.Reserve(Math.Max((Count + (long)rows) * Width, Count == 0 ? (long)expectedRows * Width : 0), Count * Width);
        var target = _bytes.Array.AsSpan(Count * Width, rows * Width);
        switch (Width)
        {
            case 1:
                Number(indices, numbers, nullAt, target);
                break;
            case 2:
                Number(indices, numbers, nullAt, MemoryMarshal.Cast<byte, ushort>(target));
                break;
            default:
                Number(indices, numbers, nullAt, MemoryMarshal.Cast<byte, uint>(target));
                break;
        }
        Count += rows;
    }

    /// <summary>Multiplies every value.</summary>
    /// <returns>False, and nothing is done, where a product is beyond <paramref name="limit"/> either way.</returns>
    public bool TryMultiply(long factor, long limit)
    {
        Int128 min = (Int128)Min * factor, max = (Int128)Max * factor;
        if (min < -(Int128)limit || max > limit)
            return false;
        Widen((long)min, (long)max);
        switch (Width)
        {
            case 1:
                Multiply(Values<sbyte>(), factor);
                break;
            case 2:
                Multiply(Values<short>(), factor);
                break;
            case 4:
                Multiply(Values<int>(), factor);
                break;
            default:
                Multiply(Values<long>(), factor);
                break;
        }
        return true;
    }

    /// <summary>Copies values out from a position on, as many as the target takes.</summary>
    public void CopyTo<T>(Span<T> target, int start = 0) where T : unmanaged, INumberBase<T>
    {
        switch (Width)
        {
            case 1:
                Convert<sbyte, T>(Values<sbyte>().Slice(start, target.Length), target);
                break;
            case 2:
                Convert<short, T>(Values<short>().Slice(start, target.Length), target);
                break;
            case 4:
                Convert<int, T>(Values<int>().Slice(start, target.Length), target);
                break;
            default:
                Convert<long, T>(Values<long>().Slice(start, target.Length), target);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Number<T>(ReadOnlySpan<int> indices, ReadOnlySpan<ushort> numbers, ReadOnlySpan<int> nullAt, Span<T> to) where T : unmanaged, IBinaryInteger<T>
    {
        ref int index = ref MemoryMarshal.GetReference(indices);
        ref T slot = ref MemoryMarshal.GetReference(to);
        nint i = 0, length = indices.Length;
        for (; i <= length - 4; i += 4)
        {
            Unsafe.Add(ref slot, i) = T.CreateTruncating(numbers[Unsafe.Add(ref index, i)]);
            Unsafe.Add(ref slot, i + 1) = T.CreateTruncating(numbers[Unsafe.Add(ref index, i + 1)]);
            Unsafe.Add(ref slot, i + 2) = T.CreateTruncating(numbers[Unsafe.Add(ref index, i + 2)]);
            Unsafe.Add(ref slot, i + 3) = T.CreateTruncating(numbers[Unsafe.Add(ref index, i + 3)]);
        }
        for (; i < length; i++)
            Unsafe.Add(ref slot, i) = T.CreateTruncating(numbers[Unsafe.Add(ref index, i)]);
        NullGaps.Open(to, nullAt, T.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = TTo.CreateTruncating(from[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<T>(Span<T> values, long factor) where T : unmanaged, IBinaryInteger<T>
    {
        foreach (ref var value in values)
            value = T.CreateTruncating(long.CreateTruncating(value) * factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (long Min, long Max) Extremes(ReadOnlySpan<long> values, long min, long max)
    {
        ref long value = ref MemoryMarshal.GetReference(values);
        int i = 0;
        if (values.Length >= 8)
        {
            var least = Vector256.Create(min);
            var greatest = Vector256.Create(max);
            for (; i <= values.Length - 8; i += 8)
            {
                var a = Vector256.LoadUnsafe(ref Unsafe.Add(ref value, i));
                var b = Vector256.LoadUnsafe(ref Unsafe.Add(ref value, i + 4));
                least = Vector256.Min(least, Vector256.Min(a, b));
                greatest = Vector256.Max(greatest, Vector256.Max(a, b));
            }
            for (int lane = 0; lane < 4; lane++)
                (min, max) = (Math.Min(min, least[lane]), Math.Max(max, greatest[lane]));
        }
        for (; i < values.Length; i++)
            (min, max) = (Math.Min(min, values[i]), Math.Max(max, values[i]));
        return (min, max);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Widen(long min, long max)
    {
        (Min, Max) = (min, max);
        int width = WidthFor(min, max);
        if (width <= Width)
            return;
        int held = Width;
        _bytes.Reserve((long)Math.Max(Count, _bytes.Capacity / held) * width, Count * held);
        // From the last value to the first, each moves to where only moved ones were.
        for (int i = Count - 1; i >= 0; i--)
        {
            long value = held switch
            {
                1 => (sbyte)_bytes.Array[i],
                2 => Unsafe.ReadUnaligned<short>(ref _bytes.Array[i * 2]),
                _ => Unsafe.ReadUnaligned<int>(ref _bytes.Array[i * 4]),
            };
            ref byte slot = ref _bytes.Array[i * width];
            if (width == 2)
                Unsafe.WriteUnaligned(ref slot, (short)value);
            else if (width == 4)
                Unsafe.WriteUnaligned(ref slot, (int)value);
            else
                Unsafe.WriteUnaligned(ref slot, value);
        }
        Width = width;
    }

    public void Dispose() => _bytes.Dispose();
}
