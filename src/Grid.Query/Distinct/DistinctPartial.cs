namespace Grid.Query;

/// <summary>The distinct values within the looks of a <see cref="DistinctPass"/>, in the pass's order.</summary>
internal sealed class DistinctPartial(DistinctSet[] sets) : Partial
{
    public IReadOnlyList<DistinctSet> Sets => sets;

    public override Partial Merge(Partial next) =>
        next is DistinctPartial other && other.Sets.Count == sets.Length
            ? new DistinctPartial([.. sets.Select((s, i) => s.Merge(other.Sets[i]))])
            : throw FromAnotherPass();

    internal override long Weight => sets.Sum(s => s.Weight);

    private protected override PassKind Kind => PassKind.Distinct;

    private protected override void Write(ByteWriter writer)
    {
        writer.Count(sets.Length);
        foreach (var set in sets)
            set.Write(writer);
    }

    public static DistinctPartial Read(ref ByteReader reader)
    {
        var sets = new DistinctSet[reader.Count()];
        for (int i = 0; i < sets.Length; i++)
            sets[i] = DistinctSet.Read(ref reader);
        return new DistinctPartial(sets);
    }
}
