namespace Grid.Query;

/// <summary>Sums of pairs of columns, row by row of the upper triangle.</summary>
internal sealed class CorrelationPartial(PairSums[] pairs) : Partial
{
    public IReadOnlyList<PairSums> Pairs => pairs;

    public override Partial Merge(Partial next) =>
        next is CorrelationPartial other && other.Pairs.Count == pairs.Length
            ? new CorrelationPartial([.. pairs.Select((p, i) => p.Merge(other.Pairs[i]))])
            : throw FromAnotherPass();

    internal override long Weight => 500L * pairs.Length;

    private protected override PassKind Kind => PassKind.Correlation;

    private protected override void Write(ByteWriter writer)
    {
        writer.Count(pairs.Length);
        foreach (var pair in pairs)
            pair.Write(writer);
    }

    public static CorrelationPartial Read(ref ByteReader reader)
    {
        var pairs = new PairSums[reader.Count(16)];
        for (int i = 0; i < pairs.Length; i++)
            pairs[i] = PairSums.Read(ref reader);
        return new CorrelationPartial(pairs);
    }
}
