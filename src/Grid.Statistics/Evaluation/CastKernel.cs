using Grid.Arrow;

namespace Grid.Statistics;

/// <summary>Presents values as another logical type: truth values as 0 and 1, whole numbers as float64, days and ticks as finer ticks.</summary>
internal static class CastKernel
{
    public static void Apply(Vector input, Vector result, int count)
    {
        bool floating = result.Type.Id == TypeId.Float64;
        switch (input.Type.Id)
        {
            case TypeId.Bool:
                for (int i = 0; i < count; i++)
                {
                    if (floating)
                        result.Doubles[i] = input.Bit(i) ? 1 : 0;
                    else
                        result.Longs[i] = input.Bit(i) ? 1 : 0;
                }
                break;
            case TypeId.UInt64 when floating:
                for (int i = 0; i < count; i++)
                    result.Doubles[i] = (ulong)input.Longs[i];
                break;
            case TypeId.Int64 when floating:
                for (int i = 0; i < count; i++)
                    result.Doubles[i] = input.Longs[i];
                break;
            default:
                input.Longs.AsSpan(0, count).CopyTo(result.Longs);
                TimeScale.Apply(input.Type, result.Type, result.Longs.AsSpan(0, count));
                break;
        }
    }
}
