namespace Grid.Query;

/// <summary>
/// One look at every partition: what to compute of each, without the data. It travels as bytes to where the partitions are.
/// A question takes one scan or a few (exact quantiles narrow down).
/// </summary>
public abstract class Scan
{
    private byte[]? _bytes;

    private protected Scan()
    {
    }

    /// <summary>
    /// Computes a partition's share. CPU-bound and synchronous: run it on the compute pool. Asked again, the table answers from memory.
    /// What is better computed of several partitions at once is left to the merging of their states, which keep the table until then.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; checked every few thousand rows.</exception>
    /// <exception cref="ArgumentException">The table's schema is not the one that the question was bound to, or its memory is inconsistent.</exception>
    public AggregateState Compute(PartitionTable table, CancellationToken cancellation)
    {
        byte[] bytes = _bytes ??= Encode();
        if (table.Known.Find(bytes) is { } known)
            return known;
        var state = ComputeAnew(table, cancellation);
        if (!state.IsPending)
            table.Known.Keep(bytes, state);
        return state;
    }

    /// <summary>The columns of the dataset that it reads, each once; of a table without the others it computes the same.</summary>
    public virtual IReadOnlyList<string> ColumnNames => Expressions.ColumnNames;

    /// <summary>The condition over the dataset's columns without which a row counts for nothing; null where there is none.</summary>
    public virtual RowCondition? Condition => RowCondition.Of(Expressions, FilterNode);

    /// <summary>What it computed of a partition lately, where that is still known; without a look at the rows.</summary>
    public AggregateState? Find(KnownStates known) => known.Find(_bytes ??= Encode());

    /// <summary>The scan as bytes; equal scans have equal bytes.</summary>
    public byte[] Encode()
    {
        var writer = new ByteWriter();
        writer.Byte((byte)Kind);
        writer.Byte(WireFormat.Version);
        Write(writer);
        return writer.ToArray();
    }

    /// <summary>The expressions that it evaluates, and through them the columns that it reads.</summary>
    internal abstract ExpressionGraph Expressions { get; }

    /// <summary>The node of the condition that its rows meet; negative where there is none.</summary>
    internal virtual int FilterNode => -1;

    private protected abstract ScanKind Kind { get; }

    private protected abstract AggregateState ComputeAnew(PartitionTable table, CancellationToken cancellation);

    private protected abstract void Write(ByteWriter writer);
}
