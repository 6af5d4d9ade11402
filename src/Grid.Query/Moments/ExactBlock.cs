using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grid.Query;

/// <summary>
/// Exact sums, and sums of squares, of blocks of doubles: level by level, the leading bits of all values are split off on a common grid on which a block of them
/// adds up without rounding (S. M. Rump, T. Ogita and S. Oishi, Accurate Floating-Point Summation, 2008), until nothing is left. So a value that is given
/// with a count adds up to the bits of as many values. Not thread-safe.
/// </summary>
internal sealed class ExactBlock
{
    /// <summary>Values, times their counts, that have no more than this magnitude are summed so; their squares do not overflow.</summary>
    public const double Most = 1e140;

    /// <summary>As many values are summed at once.</summary>
    public const int Room = 2048;

    private const double Least = 1e-270;

    [ThreadStatic]
    private static ExactBlock? _ofThread;

    private readonly double[] _first = new double[Room];
    private readonly double[] _second = new double[Room];

    /// <summary>Room for a thread's sums.</summary>
    public static ExactBlock OfThread => _ofThread ??= new ExactBlock();

    /// <summary>Adds values to moments.</summary>
    /// <param name="moments">To what.</param>
    /// <param name="values">No more than a block of them, of no more than <see cref="Most"/> in magnitude.</param>
    public void Add(Moments moments, ReadOnlySpan<double> values)
    {
        var buffer = _first.AsSpan(0, values.Length);
        values.CopyTo(buffer);
        AddTo(moments.Sum, buffer);
        AddSquares(moments, values);
    }

    /// <summary>Adds the squares of values to moments, which count them.</summary>
    public void AddSquares(Moments moments, ReadOnlySpan<double> values)
    {
        Span<double> squares = _first.AsSpan(0, values.Length), errors = _second.AsSpan(0, values.Length);
        if (Square(values, squares, errors))
        {
            // Of squares so small, a double loses the last bits.
            for (int i = 0; i < values.Length; i++)
            {
                if (squares[i] >= ExactSum.Tiny || values[i] == 0)
                    continue;
                (squares[i], errors[i]) = (0, 0);
                moments.Squares.AddProduct(values[i], values[i]);
            }
        }
        AddTo(moments.Squares, squares);
        AddTo(moments.Squares, errors);
        moments.AddCount(values.Length);
    }

    /// <summary>Adds values to moments, each as often as it is counted.</summary>
    public void Add(Moments moments, ReadOnlySpan<double> values, ReadOnlySpan<int> present, ReadOnlySpan<long> counts)
    {
        const int Chunk = Room / 4;
        for (int from = 0; from < present.Length; from += Chunk)
        {
            int n = 0, m = 0;
            foreach (int i in present[from..Math.Min(present.Length, from + Chunk)])
            {
                double x = values[i], square = x * x;
                Split(counts[i], x, _first, ref n);
                if (square >= ExactSum.Tiny)
                {
                    Split(counts[i], square, _second, ref m);
                    Split(counts[i], Math.FusedMultiplyAdd(x, x, -square), _second, ref m);
                }
                else
                {
                    moments.Squares.AddProduct(counts[i], x, x);
                }
                moments.AddCount(counts[i]);
            }
            AddTo(moments.Sum, _first.AsSpan(0, n));
            AddTo(moments.Squares, _second.AsSpan(0, m));
        }
    }

    private static void Split(double count, double x, double[] to, ref int at)
    {
        double product = count * x;
        to[at++] = product;
        to[at++] = Math.FusedMultiplyAdd(count, x, -product);
    }

    // The values are used up.
    private static void AddTo(ExactSum sum, Span<double> values)
    {
        double most = Magnitude(values);
        while (most != 0)
        {
            if (most < Least)
            {
                // Near the end of the range there is no finer grid.
                foreach (double value in values)
                    sum.Add(value);
                return;
            }
            // Values below 2^e on a grid of 2^(e - 40): 2^11 of them add up within 53 bits.
            double total = Split(values, Math.ScaleB(1.5, Math.ILogB(most) + 13), out most);
            sum.Add(total);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Split(Span<double> values, double grid, out double most)
    {
        double total = 0, left = 0;
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref double origin = ref MemoryMarshal.GetReference(values);
            Vector256<double> add = Vector256.Create(grid), sumA = default, sumB = default, mostA = default, mostB = default;
            for (; i + 8 <= values.Length; i += 8)
            {
                Vector256<double> a = Vector256.LoadUnsafe(ref origin, (nuint)i), b = Vector256.LoadUnsafe(ref origin, (nuint)i + 4);
                Vector256<double> onGridA = a + add - add, onGridB = b + add - add;
                a -= onGridA;
                b -= onGridB;
                a.StoreUnsafe(ref origin, (nuint)i);
                b.StoreUnsafe(ref origin, (nuint)i + 4);
                sumA += onGridA;
                sumB += onGridB;
                mostA = Vector256.MaxNative(mostA, Vector256.Abs(a));
                mostB = Vector256.MaxNative(mostB, Vector256.Abs(b));
            }
            total = Vector256.Sum(sumA + sumB);
            mostA = Vector256.MaxNative(mostA, mostB);
            for (int lane = 0; lane < 4; lane++)
                left = Math.Max(left, mostA[lane]);
        }
        for (; i < values.Length; i++)
        {
            double onGrid = values[i] + grid - grid;
            values[i] -= onGrid;
            total += onGrid;
            left = Math.Max(left, Math.Abs(values[i]));
        }
        most = left;
        return total;
    }

    // Whether some are too small for their last bits to be there.
    private static bool Square(ReadOnlySpan<double> values, Span<double> squares, Span<double> errors)
    {
        int i = 0;
        bool isTiny = false;
        if (Vector256.IsHardwareAccelerated)
        {
            ref double origin = ref MemoryMarshal.GetReference(values);
            Vector256<double> least = Vector256.Create(ExactSum.Tiny), tiny = default;
            for (; i + 4 <= values.Length; i += 4)
            {
                var x = Vector256.LoadUnsafe(ref origin, (nuint)i);
                var square = x * x;
                tiny |= Vector256.AndNot(Vector256.LessThan(square, least), Vector256.Equals(x, Vector256<double>.Zero));
                square.StoreUnsafe(ref MemoryMarshal.GetReference(squares), (nuint)i);
                Vector256.FusedMultiplyAdd(x, x, -square).StoreUnsafe(ref MemoryMarshal.GetReference(errors), (nuint)i);
            }
            isTiny = tiny.AsUInt64() != Vector256<ulong>.Zero;
        }
        for (; i < values.Length; i++)
        {
            squares[i] = values[i] * values[i];
            errors[i] = Math.FusedMultiplyAdd(values[i], values[i], -squares[i]);
            isTiny |= squares[i] < ExactSum.Tiny && values[i] != 0;
        }
        return isTiny;
    }

    private static double Magnitude(ReadOnlySpan<double> values)
    {
        double most = 0;
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref double origin = ref MemoryMarshal.GetReference(values);
            Vector256<double> all = default;
            for (; i + 4 <= values.Length; i += 4)
                all = Vector256.MaxNative(all, Vector256.Abs(Vector256.LoadUnsafe(ref origin, (nuint)i)));
            for (int lane = 0; lane < 4; lane++)
                most = Math.Max(most, all[lane]);
        }
        for (; i < values.Length; i++)
            most = Math.Max(most, Math.Abs(values[i]));
        return most;
    }
}
