using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Presents values as another logical type: truth values as 0 and 1, whole numbers as float64 or with and without a sign, days
/// and ticks as finer ticks. A whole number that has no room in the other type fails.
/// </summary>
internal static class CastKernel
{
    private const long Exact = 1L << 53;

    /// <summary>Whole numbers as float64, and days and ticks as finer ticks; what no double is, or out of their range, fails.</summary>
    public static void Exactly(Vector input, Vector result, int count)
    {
        Apply(input, result, count);
        if (result.Type.Kind == LogicalKind.Timestamp)
        {
            long factor = TimeScale.Factor(input.Type, result.Type);
            for (int i = 0; i < count; i++)
            {
                if ((Int128)input.Longs[i] * factor != result.Longs[i])
                    result.Fail(i, count);
            }
            return;
        }
        bool isUnsigned = input.Type.Kind == LogicalKind.Unsigned;
        for (int i = 0; i < count; i++)
        {
            long value = input.Longs[i];
            if (value is >= -Exact and <= Exact && (!isUnsigned || value >= 0))
                continue;
            if ((Int128)result.Doubles[i] != (isUnsigned ? (Int128)(ulong)value : value))
                result.Fail(i, count);
        }
    }

    public static void Apply(Vector input, Vector result, int count)
    {
        bool floating = result.Type.Kind == LogicalKind.Real;
        switch (input.Type.Kind)
        {
            case LogicalKind.Bool:
                for (int i = 0; i < count; i++)
                {
                    if (floating)
                        result.Doubles[i] = input.Bit(i) ? 1 : 0;
                    else
                        result.Longs[i] = input.Bit(i) ? 1 : 0;
                }
                break;
            case LogicalKind.Unsigned when floating:
                for (int i = 0; i < count; i++)
                    result.Doubles[i] = (ulong)input.Longs[i];
                break;
            case LogicalKind.Whole when floating:
                for (int i = 0; i < count; i++)
                    result.Doubles[i] = input.Longs[i];
                break;
            case LogicalKind.Whole or LogicalKind.Unsigned when result.Type.Kind != input.Type.Kind:
                for (int i = 0; i < count; i++)
                {
                    // What one of the two types does not have of the other is what the highest bit stands for.
                    result.Longs[i] = input.Longs[i];
                    if (input.Longs[i] < 0)
                        result.Fail(i, count);
                }
                break;
            default:
                input.Longs.AsSpan(0, count).CopyTo(result.Longs);
                TimeScale.Apply(input.Type, result.Type, result.Longs.AsSpan(0, count));
                break;
        }
    }
}
