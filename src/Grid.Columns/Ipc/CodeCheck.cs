using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grid.Columns;

/// <summary>Finds codes that are not positions in their dictionary.</summary>
internal static class CodeCheck
{
    private const int Block = 64;

    /// <summary>The first row that is not null and whose code is not in 0 to <paramref name="count"/> - 1; -1 where there is none.</summary>
    public static int FirstOutside(Column codes, int count) => ColumnDispatch.Integers<Visitor, int>(codes, new Visitor(count));

    private readonly struct Visitor(int count) : IIntegerVisitor<int>
    {
        public int Visit<T>(PrimitiveColumn<T> codes) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => FirstOutside(codes, count);
    }

    private static int FirstOutside<T>(PrimitiveColumn<T> codes, int count) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var values = codes.Values;
        var (least, greatest) = Range(values);
        var end = T.CreateSaturating(count);
        bool fits = greatest < end || ulong.CreateTruncating(T.MaxValue) < (ulong)count;
        if (fits && least >= T.Zero)
            return -1;
        // What stands where a null is may be anything, and often is the count itself: only bits of both kinds tell.
        for (int start = 0; start < values.Length; start += Block)
        {
            ulong outside = Outside(values.Slice(start, Math.Min(Block, values.Length - start)), end, fits);
            if (outside != 0 && codes.Validity is { } validity)
                outside &= validity.Word(start);
            if (outside != 0)
                return start + BitOperations.TrailingZeroCount(outside);
        }
        return -1;
    }

    // A bit for each of up to 64 codes that is negative or, unless all others fit, not below the end.
    private static ulong Outside<T>(ReadOnlySpan<T> codes, T end, bool fits) where T : unmanaged, IBinaryInteger<T>
    {
        ulong outside = 0;
        var vectors = MemoryMarshal.Cast<T, Vector128<T>>(codes);
        var (zero, ends) = (Vector128<T>.Zero, Vector128.Create(end));
        for (int i = 0; i < vectors.Length; i++)
        {
            var lanes = Vector128.LessThan(vectors[i], zero);
            if (!fits)
                lanes |= Vector128.GreaterThanOrEqual(vectors[i], ends);
            outside |= (ulong)lanes.ExtractMostSignificantBits() << (i * Vector128<T>.Count);
        }
        for (int i = vectors.Length * Vector128<T>.Count; i < codes.Length; i++)
        {
            if (codes[i] < T.Zero || !fits && codes[i] >= end)
                outside |= 1UL << i;
        }
        return outside;
    }

    private static (T Least, T Greatest) Range<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        var (least, greatest) = (T.Zero, T.Zero);
        if (vectors.Length > 0)
        {
            var (low, high) = (Vector<T>.Zero, Vector<T>.Zero);
            foreach (var vector in vectors)
                (low, high) = (Vector.Min(low, vector), Vector.Max(high, vector));
            for (int i = 0; i < Vector<T>.Count; i++)
                (least, greatest) = (T.Min(least, low[i]), T.Max(greatest, high[i]));
        }
        foreach (var value in values[(vectors.Length * Vector<T>.Count)..])
            (least, greatest) = (T.Min(least, value), T.Max(greatest, value));
        return (least, greatest);
    }
}
