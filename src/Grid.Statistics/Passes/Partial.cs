namespace Grid.Statistics;

/// <summary>
/// A statistic of some partitions on its way to becoming one of all of them. Immutable, and of bounded size (well under 8 MiB as bytes).
/// However partials are grouped and in whatever order they are merged, the answer is the same to the bit.
/// </summary>
public abstract class Partial
{
    /// <summary>The statistic of both, as a new partial; neither is changed.</summary>
    /// <exception cref="ArgumentException"><paramref name="next"/> comes from another pass.</exception>
    public abstract Partial Merge(Partial next);

    /// <summary>The partial as bytes.</summary>
    public abstract byte[] Encode();

    /// <summary>Reads a partial from what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="CorruptDataException">The bytes are damaged, or of another version.</exception>
    public static Partial Decode(ReadOnlySpan<byte> bytes) => throw new CorruptDataException("partial", "no partial is known yet");
}
