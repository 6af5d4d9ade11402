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
                throw new SourceException($"{path} does not exist; check the path.", path);
            string? other = PathKinds.Of(path) switch
            {
                PathKind.Pipe => "a pipe",
                PathKind.Device => "a device",
                PathKind.Socket => "a socket",
                _ => null,
            };
            if (other is not null)
                throw new SourceException($"{path} is {other}, and a table is read at many places at once; write it into a file first ('… > table.csv') and name that, or give it as standard input (-).", path);
            if (info.LinkTarget is { } target && !System.IO.File.Exists(PathKinds.Follow(path)))
                throw new SourceException($"{path} is a link to {target}, which does not exist; mend the link, or name the file itself.", path);
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

    public override SourceStretch Stretch(long start, long end) => new LocalStretch(this, start);

    public override void ForMany(int places, Action<int> work)
    {
        for (int i = 0; i < places; i++)
            work(i);
    }

    public override void Dispose() => _handle.Dispose();

    private static SourceException Unreadable(string path, Exception e) => new($"{path} cannot be read: {e.Message}", path, inner: e);

    // The operating system reads ahead by itself.
    private sealed class LocalStretch(LocalFile file, long start) : SourceStretch
    {
        private long _at = start;

        public override int Read(Span<byte> buffer)
        {
            int read = file.Read(buffer, _at);
            _at += read;
            return read;
        }

        public override void Dispose()
        {
        }
    }
}
