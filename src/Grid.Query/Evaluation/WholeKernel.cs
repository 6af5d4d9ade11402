using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Arithmetic of whole numbers, with and without a sign. It is exact: a result that its type does not hold is a fault of its
/// row, never another number. The sign of a remainder is the divisor's, as in Python, and what is divided by 0 leaves null.
/// </summary>
internal static class WholeKernel
{
    public static void Binary(Operation operation, Vector left, Vector right, Vector result, int count)
    {
        bool isSigned = left.Type.Kind != LogicalKind.Unsigned && right.Type.Kind != LogicalKind.Unsigned && result.Type.Kind != LogicalKind.Unsigned;
        if (!isSigned || !TrySigned(operation, left.Longs.AsSpan(0, count), right.Longs.AsSpan(0, count), result.Longs.AsSpan(0, count)))
            OneByOne(operation, left, right, result, count);
    }

    public static void Remainders(Vector left, Vector right, Vector result, int count)
    {
        var b = right.Longs.AsSpan(0, count);
        if (b.Contains(0L))
        {
            bool all = result.AllValid;
            var valid = result.Nullable(count);
            for (int i = 0; i < count; i++)
            {
                if (all && (i & 63) == 0)
                    valid[i >> 6] = Vector.Mask(i >> 6, count);
                if (b[i] == 0)
                    valid[i >> 6] &= ~(1UL << (i & 63));
            }
        }
        bool isSigned = left.Type.Kind != LogicalKind.Unsigned && right.Type.Kind != LogicalKind.Unsigned;
        for (int i = 0; i < count; i++)
        {
            result.Longs[i] = b[i] == 0 ? 0
                : isSigned ? Remainder(left.Longs[i], b[i])
                : (long)Remainder(Wide(left, i), Wide(right, i));
        }
    }

    public static void Unary(Operation operation, Vector input, Vector result, int count)
    {
        for (int i = 0; i < count; i++)
        {
            var value = Wide(input, i);
            if (operation == Operation.Sign)
                value = Int128.Sign(value);
            else if (operation == Operation.Negate || value < 0)
                value = -value;
            result.Longs[i] = (long)value;
            if (!Holds(result.Type, value))
                result.Fail(i, count);
        }
    }

    /// <summary>Rounds so many digits before the point away, halves to the even neighbour.</summary>
    public static void Round(int places, Vector input, Vector result, int count)
    {
        var step = Step(places);
        for (int i = 0; i < count; i++)
        {
            var value = ToStep(Wide(input, i), step);
            result.Longs[i] = (long)value;
            if (!Holds(result.Type, value))
                result.Fail(i, count);
        }
    }

    /// <summary>A number without so many digits before the point, halves to the even neighbour.</summary>
    public static Int128 Rounded(Int128 value, int places) => ToStep(value, Step(places));

    private static Int128 Step(int places)
    {
        Int128 step = 1;
        for (int i = 0; i < places; i++)
            step *= 10;
        return step;
    }

    private static Int128 ToStep(Int128 value, Int128 step)
    {
        var (steps, rest) = Int128.DivRem(value, step);
        var twice = 2 * Int128.Abs(rest);
        if (twice > step || (twice == step && Int128.IsOddInteger(steps)))
            steps += rest < 0 ? -1 : 1;
        return steps * step;
    }

    /// <summary>Whether a type of whole numbers has a number.</summary>
    public static bool Holds(LogicalType type, Int128 value) =>
        type.Kind == LogicalKind.Unsigned ? value >= 0 && value <= ulong.MaxValue : value >= long.MinValue && value <= long.MaxValue;

    /// <summary>A value of a vector of whole numbers.</summary>
    public static Int128 Wide(Vector vector, int index) =>
        vector.Type.Kind == LogicalKind.Unsigned ? (Int128)(ulong)vector.Longs[index] : vector.Longs[index];

    /// <summary>Computes all of a block; false, and what there is is void, where some result may have no room.</summary>
    private static bool TrySigned(Operation operation, ReadOnlySpan<long> a, ReadOnlySpan<long> b, Span<long> result)
    {
        if (operation is Operation.Add or Operation.Subtract)
            return TryAdd(a, b, result, operation == Operation.Subtract);
        var (leastA, mostA) = IntegerBlock.Extremes(a);
        var (leastB, mostB) = IntegerBlock.Extremes(b);
        var most = Int128.Max(Int128.Abs(leastA), Int128.Abs(mostA)) * Int128.Max(Int128.Abs(leastB), Int128.Abs(mostB));
        if (most > long.MaxValue)
            return false;
        TensorPrimitives.Multiply(a, b, result);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryAdd(ReadOnlySpan<long> a, ReadOnlySpan<long> b, Span<long> result, bool subtract)
    {
        ref long left = ref MemoryMarshal.GetReference(a);
        ref long right = ref MemoryMarshal.GetReference(b);
        ref long to = ref MemoryMarshal.GetReference(result);
        long odd = 0;
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<long> wrapped = default;
            for (; i + 4 <= a.Length; i += 4)
            {
                var x = Vector256.LoadUnsafe(ref left, (nuint)i);
                var y = Vector256.LoadUnsafe(ref right, (nuint)i);
                var z = subtract ? x - y : x + y;
                // The sign bit of these is set where the result has a sign that it cannot have.
                wrapped |= subtract ? (x ^ y) & (x ^ z) : (x ^ z) & (y ^ z);
                z.StoreUnsafe(ref to, (nuint)i);
            }
            odd = wrapped.ExtractMostSignificantBits() != 0 ? -1 : 0;
        }
        for (; i < a.Length; i++)
        {
            long x = a[i], y = b[i], z = unchecked(subtract ? x - y : x + y);
            odd |= subtract ? (x ^ y) & (x ^ z) : (x ^ z) & (y ^ z);
            result[i] = z;
        }
        return odd >= 0;
    }

    private static void OneByOne(Operation operation, Vector left, Vector right, Vector result, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Int128 a = Wide(left, i), b = Wide(right, i), value;
            bool holds = true;
            if (operation == Operation.Multiply)
                holds = TryMultiply(a, b, out value);
            else
                value = operation == Operation.Add ? a + b : a - b;
            result.Longs[i] = (long)value;
            if (!holds || !Holds(result.Type, value))
                result.Fail(i, count);
        }
    }

    // Two factors of 64 bits and a sign may have a product that 127 bits do not hold.
    private static bool TryMultiply(Int128 a, Int128 b, out Int128 product)
    {
        var magnitude = (UInt128)Int128.Abs(a) * (UInt128)Int128.Abs(b);
        product = (Int128)magnitude * (a < 0 == b < 0 ? 1 : -1);
        return magnitude <= ulong.MaxValue;
    }

    private static long Remainder(long a, long b)
    {
        if (b == -1)
            return 0;
        long rest = a % b;
        return rest != 0 && (rest ^ b) < 0 ? rest + b : rest;
    }

    private static Int128 Remainder(Int128 a, Int128 b)
    {
        var rest = a % b;
        return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
    }
}
