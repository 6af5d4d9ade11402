using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Finds NaN among doubles: most blocks have none, which one look over them tells.</summary>
internal static class NaNKernel
{
    /// <summary>Whether a column may hold NaN, as far as its values tell; what lies under a null counts as a value here.</summary>
    public static bool MayBeIn(Column column) => column switch
    {
        DictionaryColumn coded => MayBeIn(coded.Values),
        PrimitiveColumn<double> numbers => Any(numbers.Values),
        PrimitiveColumn<float> numbers => AnyNarrow(numbers.Values),
        _ => false,
    };

    /// <summary>Whether a value is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Any(ReadOnlySpan<double> values)
    {
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref double origin = ref MemoryMarshal.GetReference(values);
            var all = Vector256<double>.AllBitsSet;
            for (; i + 8 <= values.Length; i += 8)
            {
                Vector256<double> a = Vector256.LoadUnsafe(ref origin, (nuint)i), b = Vector256.LoadUnsafe(ref origin, (nuint)i + 4);
                all &= Vector256.Equals(a, a) & Vector256.Equals(b, b);
            }
            if (all.AsUInt64() != Vector256<ulong>.AllBitsSet)
                return true;
        }
        for (; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
                return true;
        }
        return false;
    }

    /// <summary>The bits of up to 64 values that are NaN.</summary>
    public static ulong Word(ReadOnlySpan<double> values)
    {
        ulong word = 0;
        for (int i = 0; i < values.Length; i++)
            word |= double.IsNaN(values[i]) ? 1UL << i : 0;
        return word;
    }

    /// <summary>The bits of the values that are NaN.</summary>
    public static void Find(ReadOnlySpan<double> values, Span<ulong> bits)
    {
        bool any = Any(values);
        for (int w = 0; w < Vector.Words(values.Length); w++)
            bits[w] = any ? Word(values[(w << 6)..Math.Min(values.Length, (w + 1) << 6)]) : 0;
    }

    /// <summary>How many of a block's kept rows are NaN, and not null.</summary>
    public static int Count(Vector vector, Selection selection)
    {
        ReadOnlySpan<double> values = vector.Doubles.AsSpan(0, selection.Rows);
        if (!Any(values))
            return 0;
        int count = 0;
        for (int w = 0; w < Vector.Words(values.Length); w++)
            count += BitOperations.PopCount(selection.Words[w] & vector.ValidWord(w, values.Length) & Word(values[(w << 6)..Math.Min(values.Length, (w + 1) << 6)]));
        return count;
    }

    /// <summary>Takes the values, with null in the place of NaN.</summary>
    public static void ToNull(Vector input, Vector result, int count)
    {
        ReadOnlySpan<double> values = input.Doubles.AsSpan(0, count);
        values.CopyTo(result.Doubles);
        if (!Any(values))
            return;
        var valid = result.Nullable(count);
        for (int w = 0; w < valid.Length; w++)
            valid[w] = input.ValidWord(w, count) & ~Word(values[(w << 6)..Math.Min(count, (w + 1) << 6)]);
    }

    private static bool AnyNarrow(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (float.IsNaN(value))
                return true;
        }
        return false;
    }
}
