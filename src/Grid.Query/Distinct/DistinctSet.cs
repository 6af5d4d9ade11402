namespace Grid.Query;

/// <summary>The distinct values of a column within one look at them, exactly; or the note that they are too many for it. Immutable.</summary>
internal abstract class DistinctSet
{
    private protected const byte Bits = 1;
    private protected const byte Keys = 2;
    private protected const byte Texts = 3;
    private protected const byte Overfull = 4;

    /// <summary>Bytes that a set may hold, planned by estimates; twice as many are put up with before it is given up. Between silos they go in parts.</summary>
    public const long Budget = 16 << 20;

    /// <summary>How many values there are.</summary>
    public abstract long Count { get; }

    /// <summary>Whether the set was given up: then a narrower look is due.</summary>
    public virtual bool IsOverfull => false;

    /// <summary>About how many bytes it takes.</summary>
    public abstract long Weight { get; }

    /// <summary>The values of both. What is too heavy is given up, which follows from the values alone.</summary>
    /// <exception cref="ArgumentException">The other is of another look.</exception>
    public DistinctSet Merge(DistinctSet next)
    {
        if (IsOverfull || next.IsOverfull)
            return OverfullSet.Instance;
        var union = Union(next);
        return union.Weight > 2 * Budget && union.Count > 1 ? OverfullSet.Instance : union;
    }

    public abstract void Write(ByteWriter writer);

    public static DistinctSet Read(ref ByteReader reader) => reader.Byte() switch
    {
        Bits => KeyBits.ReadBits(ref reader),
        Keys => KeySlice.ReadKeys(ref reader),
        Texts => TextSlice.ReadTexts(ref reader),
        Overfull => OverfullSet.Instance,
        var kind => throw reader.Corrupt($"{kind} is no kind of distinct values"),
    };

    private protected abstract DistinctSet Union(DistinctSet next);

    private protected static ArgumentException FromAnotherLook() => new("The distinct values come from different looks and cannot be merged.");
}
