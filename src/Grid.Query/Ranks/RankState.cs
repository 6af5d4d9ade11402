namespace Grid.Query;

/// <summary>The distributions within the ranges of a <see cref="RankScan"/>, in the scan's order.</summary>
internal sealed class RankState(KeyDistribution[] ranges) : AggregateState
{
    public IReadOnlyList<KeyDistribution> Ranges => ranges;

    public override AggregateState Merge(AggregateState next) =>
        next is RankState other && other.Ranges.Count == ranges.Length
            ? new RankState([.. ranges.Select((r, i) => r.Merge(other.Ranges[i]))])
            : throw FromAnotherScan();

    internal override long Weight => ranges.Sum(r => r.Weight);

    private protected override ScanKind Kind => ScanKind.Ranks;

    private protected override void Write(ByteWriter writer)
    {
        writer.Count(ranges.Length);
        foreach (var range in ranges)
            range.Write(writer);
    }

    public static RankState Read(ref ByteReader reader)
    {
        var ranges = new KeyDistribution[reader.Count(3)];
        for (int i = 0; i < ranges.Length; i++)
            ranges[i] = KeyDistribution.Read(ref reader);
        return new RankState(ranges);
    }
}
