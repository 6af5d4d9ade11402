namespace Grid.Statistics;

/// <summary>How many groups there are: of a key alone, its distinct values.</summary>
internal sealed class DistinctFold : GroupFold
{
    public long Count { get; private set; }

    public override void Take(GroupPartial slice) => Count += slice.Keys!.Count;

    public override void StartOver() => Count = 0;
}
