namespace Grid.Query;

/// <summary>Counts per bin.</summary>
internal sealed class BinState(long[] counts) : AggregateState
{
    public long[] Counts => counts;

    public override AggregateState Merge(AggregateState next) =>
        next is BinState other && other.Counts.Length == counts.Length
            ? new BinState([.. counts.Select((c, i) => c + other.Counts[i])])
            : throw FromAnotherScan();

    internal override long Weight => 8L * counts.Length;

    private protected override ScanKind Kind => ScanKind.Bins;

    private protected override void Write(ByteWriter writer) => writer.Counts(counts);

    public static BinState Read(ref ByteReader reader) => new(reader.Counts());
}
