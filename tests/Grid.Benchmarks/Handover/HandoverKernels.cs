using Apache.Arrow;
using Grid.Columns;

namespace Grid.Benchmarks;

/// <summary>The same loops over a column of Grid's, over the spans of Apache.Arrow's array for it, and by that array's accessors, value by value.</summary>
/// <param name="Title">What is computed.</param>
/// <param name="Times">In that order.</param>
internal sealed record HandoverKernels(string Title, IReadOnlyList<HandoverTime> Times)
{
    /// <summary>Measures what there is a kernel for; null for another column.</summary>
    /// <exception cref="InvalidOperationException">The sides do not agree.</exception>
    public static HandoverKernels? Measure(string title, Grid.Columns.Column column, HandoverClock clock) => (column, column.ToArrow()) switch
    {
        (PrimitiveColumn<sbyte> c, Int8Array a) => Measure($"sum of {title}", clock,
            () => SpanKernels.Sum<sbyte, long>(c.Values, Bits(c)), () => SpanKernels.Sum<sbyte, long>(a.Values, Bits(a)), () => Sum(a)),
        (PrimitiveColumn<double> c, DoubleArray a) => Measure($"sum of {title}", clock,
            () => SpanKernels.Sum<double, double>(c.Values, Bits(c)), () => SpanKernels.Sum<double, double>(a.Values, Bits(a)), () => Sum(a)),
        (DictionaryColumn { Codes: PrimitiveColumn<byte> c } coded, DictionaryArray { Indices: UInt8Array a } array) => Measure($"count by {title}", clock,
            () => Said(SpanKernels.Count(c.Values, Bits(c), coded.Values.Length)), () => Said(SpanKernels.Count(a.Values, Bits(a), array.Dictionary.Length)), () => Said(Count(a, array.Dictionary.Length))),
        (Utf8Column c, StringArray a) => Measure($"sum of the bytes of {title}", clock,
            () => SpanKernels.Sum(c.Offsets, c.Data.Span, Bits(c)), () => SpanKernels.Sum(a.ValueOffsets, a.Values, Bits(a)), () => Sum(a)),
        _ => null,
    };

    private static HandoverKernels Measure<T>(string title, HandoverClock clock, Func<T> ours, Func<T> spans, Func<T> accessors) where T : notnull
    {
        T expected = ours();
        if (!expected.Equals(spans()) || !expected.Equals(accessors()))
            throw new InvalidOperationException($"The {title} is not the same on all sides.");
        return new HandoverKernels(title, clock.Measure(_ => ours(), _ => spans(), _ => accessors()));
    }

    private static Bitmap? Bits(Grid.Columns.Column column) => column.NullCount == 0 ? null : column.Validity;

    private static Bitmap? Bits(Apache.Arrow.Array array) => array.NullCount == 0 ? null : new Bitmap(array.NullBitmapBuffer.Memory, array.Offset, array.Length);

    private static string Said(int[] counts) => string.Join(' ', counts);

    private static long Sum(Int8Array array)
    {
        long sum = 0;
        for (int i = 0; i < array.Length; i++)
            sum += array.GetValue(i) ?? 0;
        return sum;
    }

    private static double Sum(DoubleArray array)
    {
        double sum = 0;
        for (int i = 0; i < array.Length; i++)
        {
            if (array.GetValue(i) is { } value)
                sum += value;
        }
        return sum;
    }

    private static int[] Count(UInt8Array codes, int values)
    {
        var counts = new int[values];
        for (int i = 0; i < codes.Length; i++)
        {
            if (codes.GetValue(i) is { } code)
                counts[code]++;
        }
        return counts;
    }

    private static long Sum(StringArray array)
    {
        long sum = 0;
        for (int i = 0; i < array.Length; i++)
        {
            if (array.IsNull(i))
                continue;
            foreach (byte value in array.GetBytes(i))
                sum += value;
        }
        return sum;
    }
}
