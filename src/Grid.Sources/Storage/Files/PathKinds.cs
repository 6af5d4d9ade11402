using System.Runtime.InteropServices;

namespace Grid.Sources;

/// <summary>Tells files from what only looks like one: the runtime takes a device or a pipe for a file.</summary>
internal static unsafe partial class PathKinds
{
    private const int AtCurrentFolder = -100;
    private const uint TypeOnly = 1;
    private const int ModeOffset = 28;
    private const int StatxSize = 256;

    /// <summary>What stands where a path leads, links followed.</summary>
    public static PathKind Of(string path)
    {
        if (Directory.Exists(path))
            return PathKind.Folder;
        if (!File.Exists(path))
            return PathKind.Nothing;
        if (OperatingSystem.IsLinux() && Mode(path) is { } mode)
        {
            return (mode & 0xF000) switch
            {
                0x2000 or 0x6000 => PathKind.Device,
                0x1000 => PathKind.Pipe,
                0xC000 => PathKind.Socket,
                _ => PathKind.File,
            };
        }
        return !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal) ? PathKind.Device : PathKind.File;
    }

    /// <summary>Where a path leads in the end, where that is not a link any more; it need not exist.</summary>
    public static string Follow(string path)
    {
        for (int links = 0; new FileInfo(path).LinkTarget is { } target; links++)
        {
            if (links == 40)
                throw new IOException($"the link leads in a circle: {path}");
            path = Path.GetFullPath(target, Path.GetDirectoryName(path)!);
        }
        return path;
    }

    private static int? Mode(string path)
    {
        byte* buffer = stackalloc byte[StatxSize];
        try
        {
            return Statx(AtCurrentFolder, path, 0, TypeOnly, buffer) == 0 ? *(ushort*)(buffer + ModeOffset) : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* buffer);
}
