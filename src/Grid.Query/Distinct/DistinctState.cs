namespace Grid.Query;

/// <summary>The distinct values within the looks of a <see cref="DistinctScan"/>, in the scan's order.</summary>
internal sealed class DistinctState(DistinctSet[] sets) : AggregateState
{
    public IReadOnlyList<DistinctSet> Sets => sets;

    public override AggregateState Merge(AggregateState next) =>
        next is DistinctState other && other.Sets.Count == sets.Length
            ? new DistinctState([.. sets.Select((s, i) => s.Merge(other.Sets[i]))])
            : throw FromAnotherScan();

    internal override long Weight => sets.Sum(s => s.Weight);

    private protected override ScanKind Kind => ScanKind.Distinct;

    private protected override void Write(ByteWriter writer)
    {
        writer.Count(sets.Length);
        foreach (var set in sets)
            set.Write(writer);
    }

    public static DistinctState Read(ref ByteReader reader)
    {
        var sets = new DistinctSet[reader.Count()];
        for (int i = 0; i < sets.Length; i++)
            sets[i] = DistinctSet.Read(ref reader);
        return new DistinctState(sets);
    }
}
