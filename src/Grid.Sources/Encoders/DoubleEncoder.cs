using System.Runtime.InteropServices;
using Grid.Arrow;

namespace Grid.Sources;

/// <summary>
/// Makes a column of doubles: codes where the distinct values are few, else plain. A column with NaN or negative zero stays
/// plain: distinct values in ascending order then are what they seem, and both zeros keep their sign.
/// </summary>
internal static class DoubleEncoder
{
    private const long NegativeZero = long.MinValue;

    public static Column Encode(ReadOnlySpan<double> values, NullBits nulls)
    {
        var words = MemoryMarshal.Cast<double, long>(values);
        if (!words.Contains(NegativeZero) && !HasNaN(values))
        {
            var coded = SparseEncoder.TryEncode(
                words, nulls, sizeof(double), sizeof(double),
                (a, b) => BitConverter.Int64BitsToDouble(a).CompareTo(BitConverter.Int64BitsToDouble(b)),
                distinct => ColumnFactory.Primitive(DataType.Float64, MemoryMarshal.Cast<long, double>(distinct)));
            if (coded is not null)
                return coded;
        }
        return new PrimitiveColumn<double>(
            DataType.Float64, MemoryMarshal.AsBytes(values).ToArray(), nulls.ToValidity(values.Length), nulls.Count);
    }

    private static bool HasNaN(ReadOnlySpan<double> values) =>
        double.IsNaN(System.Numerics.Tensors.TensorPrimitives.Max(values.IsEmpty ? [0.0] : values));
}
