using System.Runtime.InteropServices;

namespace Grid.Cli;

/// <summary>
/// The standard output of a process on Unix. The framework's own passes over a pipe whose reader has gone in silence, and
/// the work for it would go on to its end.
/// </summary>
internal sealed class UnixOutput : Stream
{
    private const int Output = 1, Interrupted = 4;

    // Somebody else's end of the pipe may have been set not to wait.
    private static readonly int WouldWait = OperatingSystem.IsMacOS() ? 35 : 11;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            nint written = Write(Output, in MemoryMarshal.GetReference(buffer), buffer.Length);
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

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint Write(int file, in byte bytes, nint count);
}
