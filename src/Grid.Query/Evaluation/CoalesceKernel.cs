namespace Grid.Query;

/// <summary>The first value of several that is not null.</summary>
internal static class CoalesceKernel
{
    public static void Apply(ReadOnlySpan<Vector> inputs, Vector result, int count)
    {
        var rows = new PickedRows(result, count);
        var open = new ulong[Vector.Words(count)];
        foreach (var input in inputs)
        {
            for (int w = 0; w < open.Length; w++)
                open[w] = Vector.Mask(w, count) & ~rows.Filled(w) & ~rows.Failed(w);
            rows.Take(input, open);
        }
        rows.End(inputs);
    }
}
