namespace Grid.Query;

/// <summary>
/// A statistic of some partitions on its way to becoming one of all of them. Immutable, and of bounded size: well under 8 MiB as bytes, distinct values 32 MiB.
/// However partials are grouped and in whatever order they are merged, the answer is the same to the bit.
/// </summary>
public abstract class Partial
{
    private protected Partial()
    {
    }

    /// <summary>The statistic of both, as a new partial; neither is changed.</summary>
    /// <exception cref="ArgumentException"><paramref name="next"/> comes from another pass.</exception>
    public abstract Partial Merge(Partial next);

    /// <summary>The partial as bytes.</summary>
    public byte[] Encode()
    {
        var writer = new ByteWriter();
        writer.Byte((byte)Kind);
        writer.Byte(WireFormat.Version);
        Write(writer);
        return writer.ToArray();
    }

    /// <summary>Reads a partial from what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="CorruptDataException">The bytes are damaged, or of another version.</exception>
    public static Partial Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes, "partial");
        Partial partial = WireFormat.Open(ref reader) switch
        {
            PassKind.Profile => ProfilePartial.Read(ref reader),
            PassKind.Ranks => RankPartial.Read(ref reader),
            PassKind.Groups => GroupPartial.Read(ref reader),
            PassKind.Correlation => CorrelationPartial.Read(ref reader),
            PassKind.Bins => BinPartial.Read(ref reader),
            PassKind.Head => HeadPartial.Read(ref reader),
            PassKind.Distinct => DistinctPartial.Read(ref reader),
            var kind => throw reader.Corrupt($"{(int)kind} is no kind of partial"),
        };
        reader.End();
        return partial;
    }

    /// <summary>About how many bytes of memory it takes.</summary>
    internal abstract long Weight { get; }

    private protected abstract PassKind Kind { get; }

    private protected abstract void Write(ByteWriter writer);

    private protected static ArgumentException FromAnotherPass() => new("The partials come from different passes and cannot be merged.");
}
