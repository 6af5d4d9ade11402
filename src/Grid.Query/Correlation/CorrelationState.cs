namespace Grid.Query;

/// <summary>Sums of pairs of columns, row by row of the upper triangle.</summary>
internal sealed class CorrelationState(PairSums[] pairs) : AggregateState
{
    public IReadOnlyList<PairSums> Pairs => pairs;

    public override AggregateState Merge(AggregateState next) =>
        next is CorrelationState other && other.Pairs.Count == pairs.Length
            ? new CorrelationState([.. pairs.Select((p, i) => p.Merge(other.Pairs[i]))])
            : throw FromAnotherScan();

    internal override long Weight => 500L * pairs.Length;

    private protected override ScanKind Kind => ScanKind.Correlation;

    private protected override void Write(ByteWriter writer)
    {
        writer.Count(pairs.Length);
        foreach (var pair in pairs)
            pair.Write(writer);
    }

    public static CorrelationState Read(ref ByteReader reader)
    {
        var pairs = new PairSums[reader.Count(16)];
        for (int i = 0; i < pairs.Length; i++)
            pairs[i] = PairSums.Read(ref reader);
        return new CorrelationState(pairs);
    }
}
