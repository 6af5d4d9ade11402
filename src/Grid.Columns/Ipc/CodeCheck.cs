using System.Numerics;
using System.Runtime.InteropServices;

namespace Grid.Columns;

/// <summary>Finds codes that are not positions in their dictionary.</summary>
internal static class CodeCheck
{
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
        for (int i = 0; i < values.Length; i++)
        {
            if (codes.IsValid(i) && (values[i] < T.Zero || ulong.CreateTruncating(values[i]) >= (ulong)count))
                return i;
        }
        return -1;
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
