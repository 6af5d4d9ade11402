namespace Grid.Query;

/// <summary>Counts per bin.</summary>
internal sealed class BinPartial(long[] counts) : Partial
{
    public long[] Counts => counts;

    public override Partial Merge(Partial next) =>
        next is BinPartial other && other.Counts.Length == counts.Length
            ? new BinPartial([.. counts.Select((c, i) => c + other.Counts[i])])
            : throw FromAnotherPass();

    internal override long Weight => 8L * counts.Length;

    private protected override PassKind Kind => PassKind.Bins;

    private protected override void Write(ByteWriter writer) => writer.Counts(counts);

    public static BinPartial Read(ref ByteReader reader) => new(reader.Counts());
}
