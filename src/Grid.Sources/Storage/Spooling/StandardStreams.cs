using System.Runtime.InteropServices;

namespace Grid.Sources;

/// <summary>
/// Which of the three streams a process was started with. A shell may close them (<c>2&gt;&amp;-</c>), and what the process opens then takes
/// their numbers: a word to the error stream would go into some pipe of the runtime's own.
/// </summary>
public static partial class StandardStreams
{
    /// <summary>The number of standard input.</summary>
    public const int Input = 0;

    /// <summary>The number of the output.</summary>
    public const int Output = 1;

    /// <summary>The number of the error stream.</summary>
    public const int Error = 2;

    private const int GetFlags = 1, CloseOnExec = 1;

    /// <summary>Whether the process was started with a stream. What it was started with is not closed by starting another, as all is that the runtime opens.</summary>
    public static bool IsOpen(int stream)
    {
        if (OperatingSystem.IsWindows())
            return true;
        int flags = Flags(stream, GetFlags);
        return flags >= 0 && (flags & CloseOnExec) == 0;
    }

    /// <summary>Has nothing written to streams that are closed; to be called before anything is.</summary>
    public static void SilenceClosed()
    {
        if (!IsOpen(Error))
            Console.SetError(TextWriter.Null);
        if (!IsOpen(Output))
            Console.SetOut(TextWriter.Null);
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Flags(int file, int command);
}
