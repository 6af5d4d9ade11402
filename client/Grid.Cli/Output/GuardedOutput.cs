using Grid.Sources;

namespace Grid.Cli;

/// <summary>The output of a command: what keeps it from being written is told as such, and is no fault of ours.</summary>
internal sealed class GuardedOutput(Stream inner) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translated(e);
        }
    }

    public override void Flush()
    {
        try
        {
            inner.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translated(e);
        }
    }

    private static StandardOutputException Translated(Exception e) => new($"the output cannot be written: {SystemFault.Say(e)}", SystemFault.IsClosedPipe(e));
}
