namespace Grid.Query;

/// <summary>
/// Counts every pair of group and distinct value, where those are not many more than rows: the values of each group are read off the counts, and
/// none of the rows is kept or sorted.
/// </summary>
internal sealed class CodedRunsAccumulator : GroupAccumulator
{
    // A pair takes four bytes, where a row and its place in its group would take twenty.
    private const int PairsPerRow = 2;
    private const int FewPairs = 1 << 12;

    private readonly CodedColumn _codes;
    private readonly Vector _table;
    private readonly int[] _counts;

    private CodedRunsAccumulator(CodedColumn codes, Vector table, int slots) => (_codes, _table, _counts) = (codes, table, new int[slots * (codes.NullCode + 1)]);

    /// <summary>An accumulator for an argument of codes in groups by codes; null for others, and where there are too many pairs.</summary>
    public static CodedRunsAccumulator? Of(BatchEvaluator evaluator, int argument, RowGroups groups)
    {
        if (groups is not DirectGroups || evaluator.Coded(argument) is not { } codes
            || (long)groups.Slots * (codes.NullCode + 1) > Math.Max(FewPairs, (long)PairsPerRow * evaluator.Batch.Length))
            return null;
        codes.Check();
        return new CodedRunsAccumulator(codes, evaluator.Table(argument), groups.Slots);
    }

    public override void Add(GroupBlock block) => GroupKernel.Matrix(block, _codes, _counts);

    public override GroupValues ToValues(int[] slots, long[] rows)
    {
        int width = _codes.NullCode + 1;
        bool ascends = CodeNumbers.Ascends(_table, width);
        var runs = new KeyRuns[slots.Length];
        for (int g = 0; g < slots.Length; g++)
        {
            var counts = _counts.AsSpan(slots[g] * width, width);
            var keys = new ulong[width - counts.Count(0)];
            var times = new long[keys.Length];
            int found = 0;
            for (int code = 0; code < width; code++)
            {
                if (counts[code] > 0 && _table.IsValid(code))
                    (keys[found], times[found++]) = (_table.KeyAt(code), counts[code]);
            }
            runs[g] = KeyRuns.Counted(keys.AsSpan(0, found), times.AsSpan(0, found), ascends);
        }
        return new GroupValues { Counts = [], Runs = new GroupRuns(runs) };
    }
}
