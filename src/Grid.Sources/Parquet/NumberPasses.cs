using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Grid.Columns;
using ParquetSharp;

namespace Grid.Sources;

/// <summary>Truth values.</summary>
internal sealed class BoolPass(ParquetLeaf column, BoolSink sink) : PhysicalPass(column, sink)
{
    protected override bool TryTake<T>(Span<T> values)
    {
        if (typeof(T) != typeof(bool))
            throw NotMeant<T>();
        sink.Append(MemoryMarshal.Cast<T, bool>(values));
        return true;
    }
}

/// <summary>Whole numbers, days and ticks; those without a sign as their bits.</summary>
internal sealed class WholePass(ParquetLeaf column, WholeSink sink) : PhysicalPass(column, sink)
{
    private long[] _wide = [];

    protected override bool TryTake<T>(Span<T> values)
    {
        if (typeof(T) == typeof(long))
        {
            sink.Append(MemoryMarshal.Cast<T, long>(values));
            return true;
        }
        if (_wide.Length == 0)
            _wide = new long[BlockRows];
        var wide = _wide.AsSpan(0, values.Length);
        Widen<T>(values, wide);
        sink.Append(wide);
        return true;
    }

    protected override bool TryDictionary<T>(ReadOnlySpan<T> values)
    {
        if (typeof(T) == typeof(long))
            return sink.TryDictionary(MemoryMarshal.Cast<T, long>(values));
        var wide = new long[values.Length];
        Widen(values, wide);
        return sink.TryDictionary(wide);
    }

    protected override void TakeIndices(ReadOnlySpan<int> indices, ReadOnlySpan<int> nullAt) => sink.AppendIndices(indices, nullAt);

    private void Widen<T>(ReadOnlySpan<T> values, Span<long> wide) where T : unmanaged
    {
        if (typeof(T) != typeof(int))
            throw NotMeant<T>();
        if (Source.Kind == ParquetKind.Unsigned)
            TensorPrimitives.ConvertTruncating<uint, long>(MemoryMarshal.Cast<T, uint>(values), wide);
        else
            TensorPrimitives.ConvertTruncating<int, long>(MemoryMarshal.Cast<T, int>(values), wide);
    }
}

/// <summary>Floating-point numbers of any width, as doubles.</summary>
internal sealed class RealPass(ParquetLeaf column, DoubleSink sink) : PhysicalPass(column, sink)
{
    private double[] _doubles = [];

    protected override unsafe bool TryTake<T>(Span<T> values)
    {
        if (typeof(T) == typeof(double))
        {
            sink.Append(MemoryMarshal.Cast<T, double>(values));
            return true;
        }
        if (_doubles.Length == 0)
            _doubles = new double[BlockRows];
        var target = _doubles.AsSpan(0, values.Length);
        if (typeof(T) == typeof(float))
        {
            TensorPrimitives.ConvertTruncating<float, double>(MemoryMarshal.Cast<T, float>(values), target);
        }
        else if (typeof(T) == typeof(FixedLenByteArray))
        {
            var halves = MemoryMarshal.Cast<T, FixedLenByteArray>(values);
            for (int i = 0; i < halves.Length; i++)
                target[i] = halves[i].Pointer == 0 ? 0 : (double)BinaryPrimitives.ReadHalfLittleEndian(new ReadOnlySpan<byte>((void*)halves[i].Pointer, sizeof(short)));
        }
        else
        {
            throw NotMeant<T>();
        }
        sink.Append(target);
        return true;
    }

    protected override bool TryDictionary<T>(ReadOnlySpan<T> values)
    {
        if (typeof(T) == typeof(double))
            return sink.TryDictionary(MemoryMarshal.Cast<T, double>(values));
        if (typeof(T) != typeof(float))
            return false;
        var wide = new double[values.Length];
        TensorPrimitives.ConvertTruncating<float, double>(MemoryMarshal.Cast<T, float>(values), wide);
        return sink.TryDictionary(wide);
    }

    protected override void TakeIndices(ReadOnlySpan<int> indices, ReadOnlySpan<int> nullAt) => sink.AppendIndices(indices, nullAt);
}

/// <summary>Timestamps of 96 bits: nanoseconds of the day, and the Julian day.</summary>
internal sealed class Int96Pass(ParquetLeaf column, LogicalTimestamp type, WholeSink sink) : PhysicalPass(column, sink)
{
    private readonly long[] _ticks = new long[BlockRows];

    protected override bool TryTake<T>(Span<T> values)
    {
        if (typeof(T) != typeof(Int96))
            throw NotMeant<T>();
        var moments = MemoryMarshal.Cast<T, Int96>(values);
        for (int i = 0; i < moments.Length; i++)
        {
            // Nulls are zeros of all bits, which no moment is that anybody means.
            if (moments[i].Equals(default))
                _ticks[i] = 0;
            else if (!TryTicks(moments[i], type, out _ticks[i]))
                return false;
        }
        sink.Append(_ticks.AsSpan(0, moments.Length));
        return true;
    }

    /// <summary>The ticks of a moment; false where they have no room, or would lose digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryTicks(Int96 moment, LogicalTimestamp type, out long ticks)
    {
        var nanoseconds = Nanoseconds(moment);
        long perTick = 1_000_000_000 / type.TicksPerSecond;
        var (whole, rest) = Int128.DivRem(nanoseconds, perTick);
        ticks = (long)whole;
        return rest == 0 && whole >= long.MinValue && whole <= long.MaxValue;
    }

    /// <summary>Nanoseconds since 1970-01-01.</summary>
    internal static Int128 Nanoseconds(Int96 moment)
    {
        const long julianDayOf1970 = 2_440_588, perDay = 86_400_000_000_000;
        long ofDay = (uint)moment.A | (long)moment.B << 32;
        return ((long)(uint)moment.C - julianDayOf1970) * (Int128)perDay + ofDay;
    }
}
