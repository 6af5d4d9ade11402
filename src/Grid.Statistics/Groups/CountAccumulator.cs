namespace Grid.Statistics;

/// <summary>Counts the values that are not null, by slot.</summary>
internal sealed class CountAccumulator(int argument) : GroupAccumulator
{
    private long[] _counts = [];

    public override void Add(GroupBlock block)
    {
        if (_counts.Length < block.Groups.Slots)
            Array.Resize(ref _counts, Math.Max(block.Groups.Slots, _counts.Length * 2));
        GroupKernel.Count(block.Ids(block.Evaluator.Evaluate(argument)), _counts);
    }

    public override GroupValues ToValues(int[] slots) => new() { Counts = Array.ConvertAll(slots, s => s < _counts.Length ? _counts[s] : 0) };
}
