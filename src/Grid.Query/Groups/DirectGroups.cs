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
            (columns[k], numbers[k]) = (coded, new CodeNumbers(evaluator, keys[k], coded));
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

    public override (GroupKeys Keys, int[] Slots, int[]? Starts) Finish(ReadOnlySpan<long> rows)
    {
        var slots = new List<int>();
        var hashes = new List<ulong>();
        Span<int> position = stackalloc int[_columns.Length];
        for (int slot = 0; slot < Slots; slot++)
        {
            if (rows[slot] == 0 || !Place(slot, position))
                continue;
            ulong hash = HashOf(position);
            if (_slices > 1 && StableHash.SliceOf(hash, _slices) != _slice)
                continue;
            slots.Add(slot);
            hashes.Add(hash);
        }
        int[] all = [.. slots];
        int[]? starts = null;
        if (all.Length > GroupShards.FewGroups)
        {
            (int[] order, starts) = GroupShards.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(hashes));
            all = Array.ConvertAll(order, i => slots[i]);
        }
        var numbers = Array.ConvertAll(_columns, _ => new int[all.Length]);
        for (int i = 0; i < all.Length; i++)
        {
            Place(all[i], position);
            for (int k = 0; k < numbers.Length; k++)
                numbers[k][i] = position[k];
        }
        return (new GroupKeys([.. numbers.Select((n, k) => _numbers[k].Values(n))]), all, starts);
    }

    protected override void Read(BatchEvaluator evaluator, int start, Selection selection, Span<int> ids)
    {
        ids.Clear();
        for (int k = 0; k < _columns.Length; k++)
            GroupKernel.Combine(_columns[k], start, _numbers[k], ids);
    }

    // The numbers of a slot's keys; false where one of them is null.
    private bool Place(int slot, Span<int> position)
    {
        bool isNull = false;
        for (int k = _columns.Length - 1; k >= 0; k--)
        {
            (slot, position[k]) = Math.DivRem(slot, _numbers[k].Count + 1);
            isNull |= position[k] == _numbers[k].Count;
        }
        return !isNull;
    }

    private ulong HashOf(ReadOnlySpan<int> position)
    {
        ulong hash = 0;
        for (int k = 0; k < position.Length; k++)
            hash = StableHash.Combine(hash, _numbers[k].HashOf(position[k]));
        return hash;
    }
}
