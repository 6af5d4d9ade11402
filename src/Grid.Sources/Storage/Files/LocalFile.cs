using Microsoft.Win32.SafeHandles;

namespace Grid.Sources;

/// <summary>An open file of this machine.</summary>
internal sealed class LocalFile : SourceFile
{
    private readonly SafeFileHandle _handle;

    private LocalFile(FileStamp file, SafeFileHandle handle)
        : base(file) => _handle = handle;

    public override int StretchBytes => 64 * 1024;

    /// <summary>The state of a file now.</summary>
    /// <exception cref="SourceException">It is not there, or not readable.</exception>
    public static FileStamp StampOf(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
                throw Missing(path, path);
            if (WhyNone(path) is { } other)
            {
                throw new SourceException(
                    other.StartsWith("a link", StringComparison.Ordinal) ? $"{path} is {other}; mend the link, or name the file itself."
                    : $"{path} is {other}, and a table is read at many places at once; write it into a file first ('… > table.csv') and name that, or give it as standard input (-).",
                    path);
            }
            // A link's own length is not that of the file.
            if (info.LinkTarget is not null)
                info = new FileInfo(PathKinds.Follow(path));
            return new FileStamp(path, info.Length, info.LastWriteTimeUtc.Ticks);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>What stands at a path that is in a folder, where it is no file that can be read at many places; null where it is one.</summary>
    public static string? WhyNone(string path)
    {
        try
        {
            if (new FileInfo(path).LinkTarget is { } target && PathKinds.Of(PathKinds.Follow(path)) == PathKind.Nothing)
                return SystemFault.Denies(PathKinds.Follow(path)) is null ? $"a link to {target}, which does not exist" : null;
            return PathKinds.Of(path) switch
            {
                PathKind.Pipe => "a pipe",
                PathKind.Device => "a device",
                PathKind.Socket => "a socket",
                _ => null,
            };
        }
        catch (IOException)
        {
            return "a link that leads in a circle";
        }
    }

    /// <summary>Why there is no file, or none to be seen.</summary>
    /// <param name="path">The path as it was named.</param>
    /// <param name="full">All of it.</param>
    public static SourceException Missing(string path, string full) =>
        new(SystemFault.Denies(full) is { } shut ? SystemFault.Shut(path, shut) + "." : $"{path} does not exist; check the path.", path);

    public static LocalFile Open(FileStamp file)
    {
        SafeFileHandle handle;
        try
        {
            handle = System.IO.File.OpenHandle(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Gone(file.Path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file.Path, e);
        }
        var source = new LocalFile(file, handle);
        try
        {
            source.CheckUnchanged();
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public override void CheckUnchanged()
    {
        if (RandomAccess.GetLength(_handle) != File.Length || System.IO.File.GetLastWriteTimeUtc(_handle).Ticks != File.Stamp)
            throw Changed();
    }

    public override int Read(Span<byte> buffer, long offset)
    {
        int read;
        try
        {
            read = RandomAccess.Read(_handle, buffer, offset);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(File.Path, e);
        }
        return read > 0 ? read : throw Changed();
    }

    public override SourceStretch Stretch(long start, long end) => new PlainStretch(this, start);

    public override void Dispose() => _handle.Dispose();

    private static SourceException Unreadable(string path, Exception e) => new($"{path} cannot be read: {e.Message}", path, inner: e);
}
