using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Makes a column of doubles: codes where the distinct values are few, else plain. A column with NaN or negative zero stays
/// plain: distinct values in ascending order then are what they seem, and both zeros keep their sign.
/// </summary>
internal static class DoubleEncoder
{
    private const long NegativeZero = long.MinValue;

    public static Column Encode(ReadOnlyMemory<byte> bytes, NullBits nulls)
    {
        var values = MemoryMarshal.Cast<byte, double>(bytes.Span);
        var words = MemoryMarshal.Cast<byte, long>(bytes.Span);
        if (!words.Contains(NegativeZero) && !HasNaN(values))
        {
            var coded = SparseEncoder.TryEncode(
                values.Length, (start, target) => MemoryMarshal.Cast<byte, long>(bytes.Span).Slice(start, target.Length).CopyTo(target),
                nulls, new DoubleBits(), sizeof(double));
            if (coded is not null)
                return coded;
        }
        return new PrimitiveColumn<double>(
            DataType.Float64, bytes.ToArray(), nulls.ToValidity(values.Length), nulls.Count);
    }

    private static bool HasNaN(ReadOnlySpan<double> values) =>
        double.IsNaN(System.Numerics.Tensors.TensorPrimitives.Max(values.IsEmpty ? [0.0] : values));
}
