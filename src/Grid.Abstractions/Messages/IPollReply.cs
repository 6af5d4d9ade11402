namespace Grid.Abstractions;

/// <summary>
/// What a long poll is answered with. Work that takes longer than a second is started by the first call and asked for by the next ones,
/// which answer with what has changed, or after a second with what there is: <see cref="LongPoll"/> asks on until all is over.
/// </summary>
public interface IPollReply
{
    /// <summary>Whether there is nothing more to wait for.</summary>
    bool IsOver { get; }

    /// <summary>Why it ended otherwise than it was to.</summary>
    Fault? Fault { get; }
}
