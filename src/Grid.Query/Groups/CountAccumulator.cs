namespace Grid.Query;

/// <summary>Counts the values that are not null, by slot. Where it is known that none is null, rows are counted already.</summary>
internal sealed class CountAccumulator(BatchEvaluator evaluator, int argument) : GroupAccumulator
{
    private readonly bool _asRows = evaluator.Column(argument) is { NullCount: 0 }
        || (evaluator.Coded(argument) is { Column.NullCount: 0 } codes && evaluator.Table(argument).ValidCodes.HasAllOf(codes));
    private long[] _counts = [];

    public override void Add(GroupBlock block)
    {
        if (_asRows)
            return;
        if (_counts.Length < block.Groups.Slots)
            Array.Resize(ref _counts, Math.Max(block.Groups.Slots, _counts.Length * 2));
        GroupKernel.Count(block.Ids(evaluator.Evaluate(argument)), _counts);
    }

    public override GroupValues ToValues(int[] slots, long[] rows) =>
        new() { Counts = _asRows ? rows : Array.ConvertAll(slots, s => s < _counts.Length ? _counts[s] : 0) };
}
