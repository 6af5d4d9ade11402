using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Grid.Sources;

/// <summary>
/// What can be read only once, in a file without a name that goes with this process, however it ends: nobody else can open it, and
/// nothing has to tidy it up.
/// </summary>
internal sealed class Spool
{
    private const int PieceBytes = 1 << 20;

    // What stays free of the disk, for others.
    private const long LeftFree = 64L << 20;

    private Spool(SafeFileHandle handle, long length, string hash) => (Handle, Length, Hash) = (handle, length, hash);

    /// <summary>The file.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Its length in bytes.</summary>
    public long Length { get; }

    /// <summary>What its content is known by.</summary>
    public string Hash { get; }

    /// <summary>Takes all of a stream.</summary>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="read">Reads the next bytes; none at the end.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SourceException">There is no room for it.</exception>
    public static async Task<Spool> TakeAsync(string name, Func<Memory<byte>, ValueTask<int>> read, CancellationToken cancellation)
    {
        string folder = Path.GetTempPath();
        var handle = OnDisk(name, folder, () => Open(folder));
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var piece = new byte[PieceBytes];
            long length = 0, room = RoomIn(folder);
            while (true)
            {
                int got = 0;
                for (int some = 1; some > 0 && got < piece.Length; got += some)
                {
                    cancellation.ThrowIfCancellationRequested();
                    some = await read(piece.AsMemory(got)).ConfigureAwait(false);
                }
                if (got == 0)
                    return new Spool(handle, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
                if (length / (LeftFree / 2) != (length + got) / (LeftFree / 2))
                    room = length + RoomIn(folder);
                if (length + got > room)
                    throw NoRoom(name, folder, "no more than a little is left there", null);
                long at = length;
                OnDisk(name, folder, () =>
                {
                    RandomAccess.Write(handle, piece.AsSpan(0, got), at);
                    return true;
                });
                hash.AppendData(piece, 0, got);
                length += got;
            }
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static T OnDisk<T>(string name, string folder, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NoRoom(name, folder, e.Message.TrimEnd('.'), e);
        }
    }

    private static SourceException NoRoom(string name, string folder, string why, Exception? inner) =>
        new($"{name} cannot be kept in {folder} while it is read: {why}; make room there, name another folder (TMPDIR), or write it into a file, and name that.", name, inner: inner);

    private static SafeFileHandle Open(string folder)
    {
        string path = Path.Combine(folder, $"grid-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.tmp");
        var options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        if (OperatingSystem.IsWindows())
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, options);
        using var made = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, options);
        }
        finally
        {
            // An open file lives on without its name.
            File.Delete(path);
        }
    }

    private static long RoomIn(string folder)
    {
        try
        {
            return Math.Max(0, new DriveInfo(folder).AvailableFreeSpace - LeftFree);
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // Then the disk says itself when it is full.
            return long.MaxValue / 2;
        }
    }
}
