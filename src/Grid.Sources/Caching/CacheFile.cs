using System.IO.Hashing;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// The columns of one partition on local disk, a block each, with a checksum in memory. Nothing that happens to the file is a fault: what cannot be
/// written is not kept, and what is gone or damaged is read from the source again. Safe for any number of threads.
/// </summary>
public sealed class CacheFile : IDisposable
{
    // A thread reads one block after the other into it; of large ones it goes.
    private const int KeptRoom = 4 << 20;

    [ThreadStatic]
    private static byte[]? _room;

    private readonly ColumnCache _cache;
    private readonly string _path;
    private readonly Lock _gate = new();
    private long _length;
    private bool _ended;

    internal CacheFile(ColumnCache cache, string path) => (_cache, _path) = (cache, path);

    /// <summary>Writes columns. For compute threads.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="tend">Called before each, as it takes memory for the time being.</param>
    /// <returns>A block for each; null for those that are not kept.</returns>
    public CacheBlock?[] Write(IReadOnlyList<Column> columns, CancellationToken cancellation, Action? tend = null)
    {
        var blocks = new CacheBlock?[columns.Count];
        lock (_gate)
        {
            if (_ended)
                return blocks;
            long before = _length;
            try
            {
                using var stream = _cache.OpenToWrite(_path);
                stream.Position = _length;
                for (int i = 0; i < blocks.Length; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    tend?.Invoke();
                    var bytes = ColumnCode.Encode(columns[i]);
                    if (!_cache.TryTake(bytes.Length))
                        break;
                    long offset = _length;
                    _length += bytes.Length;
                    stream.Write(bytes.Span);
                    blocks[i] = new CacheBlock(columns[i], offset, bytes.Length, XxHash3.HashToUInt64(bytes.Span));
                }
                stream.Flush();
            }
            catch (Exception e) when (SystemFault.Is(e))
            {
                // Of a full disk, what is there already stays of use.
                _cache.Give(_length - before);
                _length = before;
                Array.Clear(blocks);
                _cache.Failed(e);
            }
        }
        return blocks;
    }

    /// <summary>Reads a column. For compute threads.</summary>
    /// <returns>The column as it was written; null where it is gone or damaged.</returns>
    public Column? Read(CacheBlock block)
    {
        try
        {
            using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (_room is not { } room || room.Length < block.Length)
                room = new byte[block.Length];
            _room = room.Length <= KeptRoom ? room : null;
            var bytes = room.AsMemory(0, block.Length);
            for (int filled = 0; filled < bytes.Length;)
            {
                int read = RandomAccess.Read(file, bytes.Span[filled..], block.Offset + filled);
                if (read == 0)
                    return null;
                filled += read;
            }
            return XxHash3.HashToUInt64(bytes.Span) == block.Hash && ColumnCode.Decode(bytes) is { } column ? block.Complete(column) : null;
        }
        catch (Exception e) when (SystemFault.Is(e) || e is ArrowFormatException)
        {
            return null;
        }
    }

    /// <summary>Deletes it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _ended = true;
            _cache.Give(_length);
            _length = 0;
            ColumnCache.TryDelete(() => File.Delete(_path));
        }
    }
}
