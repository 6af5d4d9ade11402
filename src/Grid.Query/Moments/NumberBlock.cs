using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grid.Query;

/// <summary>Sums and extremes of a dense block of doubles.</summary>
internal readonly record struct NumberBlock(double Sum, double Min, double Max, bool HasNaN)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static NumberBlock Of(ReadOnlySpan<double> values)
    {
        double sum = 0, min = double.PositiveInfinity, max = double.NegativeInfinity;
        bool nan = false;
        int i = 0;
        if (Vector256.IsHardwareAccelerated && values.Length >= 8)
        {
            ref double origin = ref MemoryMarshal.GetReference(values);
            Vector256<double> sumA = default, sumB = default, odd = default;
            Vector256<double> low = Vector256.Create(min), high = Vector256.Create(max);
            for (; i + 8 <= values.Length; i += 8)
            {
                var a = Vector256.LoadUnsafe(ref origin, (nuint)i);
                var b = Vector256.LoadUnsafe(ref origin, (nuint)i + 4);
                sumA += a;
                sumB += b;
                low = Vector256.MinNative(a, Vector256.MinNative(b, low));
                high = Vector256.MaxNative(a, Vector256.MaxNative(b, high));
                odd |= ~(Vector256.Equals(a, a) & Vector256.Equals(b, b));
            }
            sum = Vector256.Sum(sumA + sumB);
            nan = odd.AsUInt64() != Vector256<ulong>.Zero;
            for (int lane = 0; lane < 4; lane++)
            {
                min = Math.Min(min, low[lane]);
                max = Math.Max(max, high[lane]);
            }
        }
        if (nan)
            return Plain(values);
        for (; i < values.Length; i++)
        {
            double x = values[i];
            if (double.IsNaN(x))
                return Plain(values);
            sum += x;
            min = Math.Min(min, x);
            max = Math.Max(max, x);
        }
        return new NumberBlock(sum, min, max, false);
    }

    /// <summary>Adds the values, of which this is the block and none is NaN, to moments.</summary>
    public void AddTo(Moments moments, ReadOnlySpan<double> values)
    {
        if (Min >= -ExactBlock.Most && Max <= ExactBlock.Most)
        {
            ExactBlock.OfThread.Add(moments, values);
            return;
        }
        // Infinities, or numbers so large that their squares overflow: each by itself.
        foreach (double value in values)
            moments.Add(value, 1);
    }

    /// <summary>The sums of x - centre and of its square.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Sum, double Squares) About(double centre, ReadOnlySpan<double> values)
    {
        double sum = 0, squares = 0;
        int i = 0;
        if (Vector256.IsHardwareAccelerated && values.Length >= 8)
        {
            ref double origin = ref MemoryMarshal.GetReference(values);
            Vector256<double> sumA = default, sumB = default, squaresA = default, squaresB = default;
            var shift = Vector256.Create(centre);
            for (; i + 8 <= values.Length; i += 8)
            {
                var a = Vector256.LoadUnsafe(ref origin, (nuint)i) - shift;
                var b = Vector256.LoadUnsafe(ref origin, (nuint)i + 4) - shift;
                sumA += a;
                sumB += b;
                squaresA = Vector256.MultiplyAddEstimate(a, a, squaresA);
                squaresB = Vector256.MultiplyAddEstimate(b, b, squaresB);
            }
            sum = Vector256.Sum(sumA + sumB);
            squares = Vector256.Sum(squaresA + squaresB);
        }
        for (; i < values.Length; i++)
        {
            double d = values[i] - centre;
            sum += d;
            squares += d * d;
        }
        return (sum, squares);
    }

    private static NumberBlock Plain(ReadOnlySpan<double> values)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        foreach (double x in values)
        {
            if (x < min)
                min = x;
            if (x > max)
                max = x;
        }
        return new NumberBlock(double.NaN, min, max, true);
    }
}
