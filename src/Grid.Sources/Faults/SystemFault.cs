namespace Grid.Sources;

/// <summary>What the machine refuses: a full disk, a place where nobody may write, too many open files. Nothing of it is a fault of ours.</summary>
public static class SystemFault
{
    private const int WindowsDiskFull = unchecked((int)0x80070070), WindowsNoData = unchecked((int)0x800700E8), WindowsBrokenPipe = unchecked((int)0x8007006D);

    // Linux and macOS number all but these alike.
    private static readonly int QuotaExceeded = OperatingSystem.IsMacOS() ? 69 : 122;
    private static readonly int NameTooLong = OperatingSystem.IsMacOS() ? 63 : 36;

    /// <summary>EPIPE: the reader of a pipe has gone.</summary>
    public const int BrokenPipe = 32;

    /// <summary>Whether an exception says that the machine refused something.</summary>
    public static bool Is(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>Whether the reader of a pipe has gone.</summary>
    public static bool IsClosedPipe(Exception e) => e.HResult is BrokenPipe or WindowsNoData or WindowsBrokenPipe;

    /// <summary>The folder that keeps a path from being looked at, for want of the right to enter it; null where none does.</summary>
    /// <param name="path">The full path, of which nothing need exist.</param>
    public static string? Denies(string path)
    {
        for (string? at = path; Path.GetDirectoryName(at) is { } folder; at = folder)
        {
            try
            {
                File.GetAttributes(at);
                return null;
            }
            catch (UnauthorizedAccessException)
            {
                if (CanBeSeen(folder))
                    return folder;
            }
            catch (IOException)
            {
                // What does not exist may be in a folder that does.
            }
        }
        return null;
    }

    /// <summary>What is said of a path in a folder that may not be entered, in a line without a full stop.</summary>
    public static string Shut(string path, string folder) => $"{path} cannot be seen, as the folder {folder} may not be entered; allow it, or ask whoever owns it";

    private static bool CanBeSeen(string path)
    {
        try
        {
            File.GetAttributes(path);
            return true;
        }
        catch (Exception e) when (Is(e))
        {
            return false;
        }
    }

    /// <summary>What happened where something could not be made, without a full stop.</summary>
    public static string WhyNotMade(Exception e) => e switch
    {
        // As /proc has it: a folder, and nothing can be made in it.
        FileNotFoundException or DirectoryNotFoundException => "nothing can be made there",
        IOException when e.Message.EndsWith("already exists.", StringComparison.Ordinal) => "what stands there is no folder",
        _ => e.Message.TrimEnd('.'),
    };

    /// <summary>What happened and what to do, in a line without a full stop.</summary>
    public static string Say(Exception e) => $"{e.Message.TrimEnd('.')}; {Advice(e)}";

    private static string Advice(Exception e) => e switch
    {
        UnauthorizedAccessException => "allow it, or choose another place",
        DirectoryNotFoundException => "make the folder first, or choose another place",
        FileNotFoundException => "is the current folder still there, and the file?",
        PathTooLongException => "choose a shorter name",
        { HResult: 28 or WindowsDiskFull } => "make room there, or choose another place",
        _ when e.HResult == QuotaExceeded => "make room there, or choose another place",
        _ when e.HResult == NameTooLong => "choose a shorter name",
        { HResult: 23 or 24 } => "close what keeps so many files open, or allow more ('ulimit -n')",
        { HResult: 30 } => "choose a place that can be written",
        _ => "see to it, or choose another place",
    };
}
