namespace Grid.Query;

/// <summary>Groups by dictionary columns of few values: a row's codes are its slot.</summary>
internal sealed class DirectGroups : RowGroups
{
    private readonly CodedColumn[] _columns;
    private readonly CodeNumbers[] _numbers;
    private readonly int _slice;
    private readonly int _slices;

    private DirectGroups(CodedColumn[] columns, CodeNumbers[] numbers, int slots, int slice, int slices) =>
        (_columns, _numbers, Slots, _slice, _slices) = (columns, numbers, slots, slice, slices);

    /// <summary>Slots for every combination of values and nulls; null where keys are not all coded, or combinations are too many.</summary>
    public static DirectGroups? Of(BatchEvaluator evaluator, int[] keys, int slice, int slices)
    {
        long most = Math.Clamp(4L * evaluator.Batch.Length, 1 << 10, 1 << 20);
        var columns = new CodedColumn[keys.Length];
        var numbers = new CodeNumbers[keys.Length];
        long slots = 1;
        for (int k = 0; k < keys.Length; k++)
        {
            if (evaluator.Coded(keys[k]) is not { } coded || coded.NullCode > 1 << 16)
                return null;
            (columns[k], numbers[k]) = (coded, new CodeNumbers(evaluator.Table(keys[k]), coded.NullCode + 1));
            slots *= numbers[k].Count + 1;
            if (slots > most)
                return null;
        }
        foreach (var column in columns)
            column.Check();
        return new DirectGroups(columns, numbers, (int)slots, slice, slices);
    }

    public override int Slots { get; }

    // The combination of nothing but nulls.
    public override int Trash => Slots - 1;

    public override CodedColumn? Codes => _columns.Length == 1 && _numbers[0].IsIdentity ? _columns[0] : null;

    public override (GroupKeys Keys, int[] Slots) Finish(ReadOnlySpan<long> rows)
    {
        var slots = new List<int>();
        var positions = _columns.Select(_ => new List<int>()).ToArray();
        Span<int> position = stackalloc int[_columns.Length];
        for (int slot = 0; slot < Slots; slot++)
        {
            if (rows[slot] == 0)
                continue;
            int rest = slot;
            bool isNull = false;
            for (int k = _columns.Length - 1; k >= 0; k--)
            {
                (rest, position[k]) = Math.DivRem(rest, _numbers[k].Count + 1);
                isNull |= position[k] == _numbers[k].Count;
            }
            if (isNull || !InSlice(position))
                continue;
            slots.Add(slot);
            for (int k = 0; k < positions.Length; k++)
                positions[k].Add(position[k]);
        }
        return (new GroupKeys([.. positions.Select((p, k) => _numbers[k].Values([.. p]))]), [.. slots]);
    }

    protected override void Read(BatchEvaluator evaluator, int start, Selection selection, Span<int> ids)
    {
        ids.Clear();
        for (int k = 0; k < _columns.Length; k++)
            GroupKernel.Combine(_columns[k], start, _numbers[k], ids);
    }

    private bool InSlice(ReadOnlySpan<int> position)
    {
        if (_slices == 1)
            return true;
        ulong hash = 0;
        for (int k = 0; k < position.Length; k++)
            hash = StableHash.Combine(hash, _numbers[k].HashOf(position[k]));
        return StableHash.SliceOf(hash, _slices) == _slice;
    }
}
