namespace Grid.Cli;

/// <summary>The output takes no more: its disk is full, or whoever read it has gone.</summary>
/// <param name="message">What to do, in a line.</param>
/// <param name="isClosed">Whether the reader of a pipe has gone, as <c>head</c> does: nothing is wrong then.</param>
internal sealed class StandardOutputException(string message, bool isClosed) : Exception(message)
{
    /// <summary>Whether the reader of a pipe has gone.</summary>
    public bool IsClosed { get; } = isClosed;
}
