namespace Grid.Query;

/// <summary>
/// A statistic of some partitions on its way to becoming one of all of them. Immutable, and of bounded size: well under 8 MiB as bytes, distinct values 32 MiB, groups what their scan allows.
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

    /// <summary>The statistic of all, as a new state; none of them is changed.</summary>
    /// <param name="states">At least one.</param>
    /// <param name="workers">Who shares the work.</param>
    /// <exception cref="ArgumentException">Some come from another scan.</exception>
    public static AggregateState Merge(IReadOnlyList<AggregateState> states, Workers workers) => states.Count == 1 ? states[0].Settled() : states[0].MergeAll(states, workers);

    /// <summary>The state as bytes.</summary>
    public byte[] Encode()
    {
        var writer = new ByteWriter();
        writer.Byte((byte)Kind);
        writer.Byte(WireFormat.Version);
        Write(writer);
        return writer.ToArray();
    }

    /// <summary>About how many bytes of memory it takes; none while it is to be computed.</summary>
    public long Bytes => IsPending ? 0 : Weight;

    /// <summary>What <see cref="Bytes"/> tells, as each kind reckons it.</summary>
    internal abstract long Weight { get; }

    /// <summary>Whether there is still something to compute of it, which is done when it is merged, or else when it is looked at.</summary>
    public virtual bool IsPending => false;

    /// <summary>The state with what was still to be computed.</summary>
    private protected virtual AggregateState Settled() => this;

    /// <summary>Merges this one, which is the first, and others.</summary>
    private protected virtual AggregateState MergeAll(IReadOnlyList<AggregateState> states, Workers workers)
    {
        // In pairs, and pairs of pairs: what is long is merged a few times, and not once for each partition that comes after it.
        AggregateState[] merged = [.. states];
        for (int step = 1; step < merged.Length; step *= 2)
        {
            for (int i = 0; i + step < merged.Length; i += 2 * step)
                (merged[i], merged[i + step]) = (merged[i].Merge(merged[i + step]), null!);
        }
        return merged[0];
    }

    private protected abstract ScanKind Kind { get; }

    private protected abstract void Write(ByteWriter writer);

    private protected static ArgumentException FromAnotherScan() => new("The states come from different scans and cannot be merged.");
}
