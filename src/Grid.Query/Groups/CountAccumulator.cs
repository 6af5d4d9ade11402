namespace Grid.Query;

/// <summary>Counts the values that are not null, by slot: the rows, which are counted already, less those without a value.</summary>
internal sealed class CountAccumulator(int argument) : GroupAccumulator
{
    private BatchEvaluator? _of;
    private bool _asRows;
    private long[]? _missing;

    public override void Add(GroupBlock block)
    {
        if (!ReferenceEquals(_of, block.Evaluator))
            (_of, _asRows) = (block.Evaluator, HasAll(block.Evaluator));
        if (_asRows || block.Evaluator.Evaluate(argument) is not { AllValid: false } vector)
            return;
        var ids = block.Ids();
        _missing ??= new long[block.Groups.Slots];
        if (_missing.Length < block.Groups.Slots)
            Array.Resize(ref _missing, Math.Max(block.Groups.Slots, _missing.Length * 2));
        for (int i = 0; i < ids.Length; i++)
            _missing[ids[i]] += vector.IsValid(i) ? 0 : 1;
    }

    public override GroupValues ToValues(int[] slots, long[] rows)
    {
        if (_missing is null)
            return new GroupValues { Counts = rows };
        var counts = new long[slots.Length];
        for (int g = 0; g < counts.Length; g++)
            counts[g] = rows[g] - (slots[g] < _missing.Length ? _missing[slots[g]] : 0);
        return new GroupValues { Counts = counts };
    }

    private bool HasAll(BatchEvaluator evaluator) => evaluator.Column(argument) is { NullCount: 0 }
        || (evaluator.Coded(argument) is { Column.NullCount: 0 } codes && evaluator.Table(argument).ValidCodes.HasAllOf(codes));
}
