namespace Grid.Statistics;

/// <summary>
/// One look at every partition: what to compute of each, without the data. It travels as bytes to where the partitions are.
/// A question takes one pass or a few (exact quantiles narrow down); <see cref="QuestionRun"/> says which.
/// </summary>
public abstract class Pass
{
    /// <summary>Computes a partition's share. CPU-bound and synchronous: run it on the compute pool. Asked again, the table answers from memory.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; checked every few thousand rows.</exception>
    /// <exception cref="QuestionException">The table's schema is not the one that the question was bound to.</exception>
    public abstract Partial Compute(PartitionTable table, CancellationToken cancellation);

    /// <summary>The pass as bytes; equal passes have equal bytes.</summary>
    public abstract byte[] Encode();

    /// <summary>Reads a pass from what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="CorruptDataException">The bytes are damaged, or of another version.</exception>
    public static Pass Decode(ReadOnlySpan<byte> bytes) => throw new CorruptDataException("pass", "no pass is known yet");
}
