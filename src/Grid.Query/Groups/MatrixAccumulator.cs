namespace Grid.Query;

/// <summary>
/// Counts every pair of group and distinct value, where those are few: all else is read off the counts, exactly,
/// and a row costs one increment.
/// </summary>
internal sealed class MatrixAccumulator : GroupAccumulator
{
    // The counts stay in the second-level cache.
    private const int MostCells = 1 << 16;

    private readonly CodedColumn _codes;
    private readonly Vector _table;
    private readonly GroupParts _parts;
    private readonly int[] _counts;

    private MatrixAccumulator(CodedColumn codes, Vector table, GroupParts parts, int slots) =>
        (_codes, _table, _parts, _counts) = (codes, table, parts, new int[slots * (codes.NullCode + 1)]);

    /// <summary>An accumulator for an argument of few values in few groups; null for others.</summary>
    public static MatrixAccumulator? Of(BatchEvaluator evaluator, int argument, GroupParts parts, RowGroups groups) =>
        groups is DirectGroups && evaluator.Coded(argument) is { } codes && (long)groups.Slots * (codes.NullCode + 1) <= MostCells
            ? new MatrixAccumulator(Checked(codes), evaluator.Table(argument), parts, groups.Slots)
            : null;

    private static CodedColumn Checked(CodedColumn codes)
    {
        codes.Check();
        return codes;
    }

    public override void Add(GroupBlock block) => GroupKernel.Matrix(block, _codes, _counts);

    public override GroupValues ToValues(int[] slots, long[] rows)
    {
        int width = _codes.NullCode + 1;
        var values = new CodedGroupValues(_table, width, _parts, slots.Length, rows.Sum());
        var known = new long[slots.Length];
        var present = new int[width];
        var counts = new long[width];
        for (int g = 0; g < slots.Length; g++)
        {
            int n = 0;
            for (int code = 0; code < width; code++)
            {
                counts[code] = _counts[slots[g] * width + code];
                if (counts[code] == 0 || !_table.IsValid(code))
                    continue;
                present[n++] = code;
                known[g] += counts[code];
            }
            values.Take(present.AsSpan(0, n), counts);
        }
        return values.ToValues(known);
    }
}
