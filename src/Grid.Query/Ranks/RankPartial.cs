namespace Grid.Query;

/// <summary>The distributions within the ranges of a <see cref="RankPass"/>, in the pass's order.</summary>
internal sealed class RankPartial(KeyDistribution[] ranges) : Partial
{
    public IReadOnlyList<KeyDistribution> Ranges => ranges;

    public override Partial Merge(Partial next) =>
        next is RankPartial other && other.Ranges.Count == ranges.Length
            ? new RankPartial([.. ranges.Select((r, i) => r.Merge(other.Ranges[i]))])
            : throw FromAnotherPass();

    internal override long Weight => ranges.Sum(r => r.Weight);

    private protected override PassKind Kind => PassKind.Ranks;

    private protected override void Write(ByteWriter writer)
    {
        writer.Count(ranges.Length);
        foreach (var range in ranges)
            range.Write(writer);
    }

    public static RankPartial Read(ref ByteReader reader)
    {
        var ranges = new KeyDistribution[reader.Count(3)];
        for (int i = 0; i < ranges.Length; i++)
            ranges[i] = KeyDistribution.Read(ref reader);
        return new RankPartial(ranges);
    }
}
