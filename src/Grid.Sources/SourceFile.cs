using Microsoft.Win32.SafeHandles;

namespace Grid.Sources;

/// <summary>A file as it was when it was planned.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Stamp">When it was last written, in UTC ticks.</param>
internal sealed record FileStamp(string Path, long Length, long Stamp)
{
    /// <summary>The state of a file now.</summary>
    public static FileStamp Of(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
                throw new SourceException($"{path} does not exist; check the path.", path);
            return new FileStamp(path, info.Length, info.LastWriteTimeUtc.Ticks);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"{path} cannot be read: {e.Message}", path, inner: e);
        }
    }
}

/// <summary>An open file which is known to be the one that was planned. Reads are safe on many threads.</summary>
internal sealed class SourceFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private SourceFile(FileStamp file, SafeFileHandle handle) => (File, _handle) = (file, handle);

    public FileStamp File { get; }

    /// <exception cref="SourceException">The file is gone, not readable, or no longer what it was.</exception>
    public static SourceFile Open(FileStamp file)
    {
        SafeFileHandle handle;
        try
        {
            handle = System.IO.File.OpenHandle(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SourceException($"{file.Path} is no longer there since the load was planned; put it back, or plan the load again.", file.Path, inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"{file.Path} cannot be read: {e.Message}", file.Path, inner: e);
        }
        var source = new SourceFile(file, handle);
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

    /// <exception cref="SourceException">The file's length or time of writing is no longer what it was.</exception>
    public void CheckUnchanged()
    {
        if (RandomAccess.GetLength(_handle) != File.Length || System.IO.File.GetLastWriteTimeUtc(_handle).Ticks != File.Stamp)
            throw Changed();
    }

    /// <summary>Reads up to a number of bytes; at least one.</summary>
    public int Read(Span<byte> buffer, long offset)
    {
        int read;
        try
        {
            read = RandomAccess.Read(_handle, buffer, offset);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"{File.Path} cannot be read: {e.Message}", File.Path, inner: e);
        }
        return read > 0 ? read : throw Changed();
    }

    public void ReadExactly(Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0)
        {
            int read = Read(buffer, offset);
            buffer = buffer[read..];
            offset += read;
        }
    }

    /// <summary>The line, from 1, that the byte at an offset is on.</summary>
    public long LineOf(long offset)
    {
        var buffer = new byte[256 * 1024];
        long line = 1;
        for (long at = 0; at < offset;)
        {
            int read = Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, offset - at)), at);
            line += buffer.AsSpan(0, read).Count((byte)'\n');
            at += read;
        }
        return line;
    }

    private SourceException Changed() =>
        new($"{File.Path} has changed since the load was planned; plan the load again.", File.Path);

    public void Dispose() => _handle.Dispose();
}
