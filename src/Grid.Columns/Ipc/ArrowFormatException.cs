namespace Grid.Columns;

/// <summary>Bytes are not Arrow IPC, are damaged or cut short, or hold what Grid does not; the message says what and where.</summary>
public sealed class ArrowFormatException : Exception
{
    /// <summary>Says what is wrong, and where.</summary>
    /// <param name="problem">What is wrong, as a clause without a full stop.</param>
    /// <param name="position">The byte of the stream or file at which it was found; -1 where it is in an array that was never one.</param>
    /// <param name="inner">What the fault came from, if anything.</param>
    public ArrowFormatException(string problem, long position = -1, Exception? inner = null)
        : base(position < 0 ? $"Arrow data: {problem}." : $"Arrow data, byte {position}: {problem}.", inner) => Position = position;

    /// <summary>The byte of the stream or file at which the fault was found; -1 where it is in an array.</summary>
    public long Position { get; }
}
