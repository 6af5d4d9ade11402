namespace Grid.Query;

/// <summary>
/// Sums of pairs of columns, row by row of the upper triangle; and of each column of what its sums are: of decimals, in units of 10^-6, or of values as they are.
/// </summary>
internal sealed class CorrelationState(PairSums[] pairs, byte[] kinds) : AggregateState
{
    /// <summary>Sums of decimals, in their units.</summary>
    public const byte OfDecimals = 1;

    /// <summary>Sums of values as they are.</summary>
    public const byte OfValues = 2;

    public IReadOnlyList<PairSums> Pairs => pairs;

    /// <summary>Whether some sums of a column are of decimals and others are not, so that they say nothing together: it is to be asked again, of its values as they are.</summary>
    public bool IsMixed(int column) => kinds[column] == (OfDecimals | OfValues);

    public override AggregateState Merge(AggregateState next) =>
        next is CorrelationState other && other.Pairs.Count == pairs.Length && other.KindCount == kinds.Length
            ? new CorrelationState([.. pairs.Select((p, i) => p.Merge(other.Pairs[i]))], [.. kinds.Select((k, i) => (byte)(k | other.KindOf(i)))])
            : throw FromAnotherScan();

    internal override long Weight => 500L * pairs.Length;

    private protected override ScanKind Kind => ScanKind.Correlation;

    private int KindCount => kinds.Length;

    private byte KindOf(int column) => kinds[column];

    private protected override void Write(ByteWriter writer)
    {
        writer.Count(pairs.Length);
        foreach (var pair in pairs)
            pair.Write(writer);
        writer.Count(kinds.Length);
        foreach (byte kind in kinds)
            writer.Byte(kind);
    }

    public static CorrelationState Read(ref ByteReader reader)
    {
        var pairs = new PairSums[reader.Count(16)];
        for (int i = 0; i < pairs.Length; i++)
            pairs[i] = PairSums.Read(ref reader);
        var kinds = new byte[reader.Count()];
        for (int i = 0; i < kinds.Length; i++)
            kinds[i] = (byte)reader.Within(0, OfDecimals | OfValues);
        return new CorrelationState(pairs, kinds);
    }
}
