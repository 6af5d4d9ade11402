using System.Numerics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>The first value of several that is not null.</summary>
internal static class CoalesceKernel
{
    public static void Apply(ReadOnlySpan<Vector> inputs, Vector result, int count)
    {
        int words = Vector.Words(count);
        var filled = new ulong[words];
        var failed = new ulong[words];
        var text = new List<byte>();
        foreach (var input in inputs)
        {
            for (int w = 0; w < words; w++)
            {
                ulong take = input.ValidWord(w, count) & ~filled[w] & ~failed[w];
                filled[w] |= take;
                failed[w] |= input.FaultWord(w) & ~filled[w];
                if (result.Type.Id == TypeId.Bool)
                {
                    result.Bits[w] = (result.Bits[w] & ~take) | (input.Bits[w] & take);
                    continue;
                }
                for (; take != 0; take &= take - 1)
                    Copy(input, result, (w << 6) + BitOperations.TrailingZeroCount(take), text);
            }
        }
        if (result.Type.Id == TypeId.Utf8)
            result.Text = text.ToArray();
        bool all = true;
        for (int w = 0; w < words; w++)
            all &= filled[w] == Vector.Mask(w, count);
        if (!all)
            filled.CopyTo(result.Nullable(count));
        foreach (var input in inputs)
            result.TakeFaults(input, failed, count);
        if (result.Type.Id == TypeId.Bool)
        {
            for (int w = 0; w < words; w++)
                result.Bits[w] &= filled[w];
        }
    }

    private static void Copy(Vector input, Vector result, int row, List<byte> text)
    {
        switch (result.Type.Id)
        {
            case TypeId.Float64:
                result.Doubles[row] = input.Doubles[row];
                break;
            case TypeId.Utf8:
                result.Starts[row] = text.Count;
                text.AddRange(input.TextAt(row));
                result.Ends[row] = text.Count;
                break;
            default:
                result.Longs[row] = input.Longs[row];
                break;
        }
    }
}
