using System.Runtime.InteropServices;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>
/// The standard output of a process on Unix. The framework's own passes over a pipe whose reader has gone in silence, and
/// the work for it would go on to its end.
/// </summary>
internal sealed class UnixOutput : WriteOnlyStream
{
    private const int Interrupted = 4, NoFile = 9;

    // Somebody else's end of the pipe may have been set not to wait.
    private static readonly int WouldWait = OperatingSystem.IsMacOS() ? 35 : 11;

    private readonly bool _isOpen = StandardStreams.IsOpen(StandardStreams.Output);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!_isOpen)
            throw new IOException("it is closed", NoFile);
        while (buffer.Length > 0)
        {
            nint written = Write(StandardStreams.Output, in MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }
            int error = Marshal.GetLastPInvokeError();
            if (error == WouldWait)
                Thread.Sleep(1);
            else if (error != Interrupted)
                throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
        }
    }

    public override void Flush()
    {
        // Nothing is kept back.
    }

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint Write(int file, in byte bytes, nint count);
}
