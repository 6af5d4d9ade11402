namespace Grid.Query;

/// <summary>
/// A statistic of some partitions on its way to becoming one of all of them. Immutable, and of bounded size: well under 8 MiB as bytes, distinct values 32 MiB.
/// However states are grouped and in whatever order they are merged, the answer is the same to the bit.
/// </summary>
public abstract class AggregateState
{
    private protected AggregateState()
    {
    }

    /// <summary>The statistic of both, as a new state; neither is changed.</summary>
    /// <exception cref="ArgumentException"><paramref name="next"/> comes from another scan.</exception>
    public abstract AggregateState Merge(AggregateState next);

    /// <summary>The state as bytes.</summary>
    public byte[] Encode()
    {
        var writer = new ByteWriter();
        writer.Byte((byte)Kind);
        writer.Byte(WireFormat.Version);
        Write(writer);
        return writer.ToArray();
    }

    /// <summary>About how many bytes of memory it takes.</summary>
    internal abstract long Weight { get; }

    private protected abstract ScanKind Kind { get; }

    private protected abstract void Write(ByteWriter writer);

    private protected static ArgumentException FromAnotherScan() => new("The states come from different scans and cannot be merged.");
}
