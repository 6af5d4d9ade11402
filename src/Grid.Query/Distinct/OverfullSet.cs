namespace Grid.Query;

/// <summary>In the place of distinct values that were too many for one look.</summary>
internal sealed class OverfullSet : DistinctSet
{
    public static OverfullSet Instance { get; } = new();

    public override long Count => throw new InvalidOperationException("The values were given up.");

    public override bool IsOverfull => true;

    public override long Weight => 8;

    public override void Write(ByteWriter writer) => writer.Byte(Overfull);

    private protected override DistinctSet Union(DistinctSet next) => this;
}
