namespace Grid.Query;

/// <summary>The value beside the first condition that holds. What could not be computed does harm only where it is reached.</summary>
internal static class CaseKernel
{
    /// <summary>Applies a case to conditions and values by turns, and the value where none holds.</summary>
    public static void Apply(ReadOnlySpan<Vector> inputs, Vector result, int count)
    {
        int words = Vector.Words(count);
        var rows = new PickedRows(result, count);
        var left = new ulong[words];
        for (int w = 0; w < words; w++)
            left[w] = Vector.Mask(w, count);
        var taken = new ulong[words];
        for (int i = 0; i + 1 < inputs.Length; i += 2)
        {
            var condition = inputs[i];
            for (int w = 0; w < words; w++)
            {
                taken[w] = left[w] & condition.Bits[w] & condition.ValidWord(w, count);
                rows.Fail(w, left[w] & condition.FaultWord(w));
                left[w] &= ~(taken[w] | condition.FaultWord(w));
            }
            rows.Take(inputs[i + 1], taken);
        }
        rows.Take(inputs[^1], left);
        rows.End(inputs);
    }
}
