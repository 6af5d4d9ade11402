namespace Grid.Query;

/// <summary>How many rows are picked.</summary>
/// <param name="Groups">How many of the keys are those of groups; the others are what rows are sorted by.</param>
/// <param name="PerGroup">Rows of a group at most; without groups, of all.</param>
/// <param name="Most">Rows in all, at most: those that stand first.</param>
internal readonly record struct PickRule(int Groups, int PerGroup, int Most)
{
    public void Write(ByteWriter writer)
    {
        writer.Count(Groups);
        writer.Count(PerGroup);
        writer.Count(Most);
    }

    public static PickRule Read(ref ByteReader reader) => new(reader.Within(0, 10_000), reader.Within(1, int.MaxValue), reader.Within(1, int.MaxValue));
}
