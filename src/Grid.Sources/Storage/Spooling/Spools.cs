using System.Collections.Concurrent;

namespace Grid.Sources;

/// <summary>What this process has spooled: standard input, and files of servers that give no parts of them.</summary>
internal static class Spools
{
    private const string Mark = "spooled:";
    private static readonly ConcurrentDictionary<(string Path, string Hash), Spool> s_known = new();

    /// <summary>Opens what was spooled; null where it was by another process.</summary>
    public static SourceFile? TryOpen(FileStamp file) =>
        s_known.TryGetValue((file.Path, file.ETag![Mark.Length..]), out var spool) ? new SpooledFile(file, spool) : null;

    /// <summary>Whether a file was spooled.</summary>
    public static bool Has(FileStamp file) => file.ETag?.StartsWith(Mark, StringComparison.Ordinal) == true;

    /// <summary>Takes all of a stream; returns how it is known from then on.</summary>
    public static async Task<FileStamp> TakeAsync(string path, Func<Memory<byte>, ValueTask<int>> read, CancellationToken cancellation)
    {
        var spool = await Spool.TakeAsync(path, read, cancellation).ConfigureAwait(false);
        if (!s_known.TryAdd((path, spool.Hash), spool))
            spool.Handle.Dispose();
        return new FileStamp(path, spool.Length, 0, Mark + spool.Hash);
    }
}
