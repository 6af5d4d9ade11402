using Grid.Columns;
using Grid.Query;
using Grid.Sources;

namespace Grid.Client;

/// <summary>
/// Saves the rows of a loaded frame in the order that it is sorted by. Blocks are merged one after the other, and copied and prepared side by side; the
/// bytes are the same for any number of threads and silos, and however the dataset is cut into partitions.
/// </summary>
internal sealed class SortedSave(Dataset dataset, IReadOnlyList<Transform> transforms, Schema schema, SavePlace place, TableForm form, IProgress<SaveProgress>? progress)
{
    /// <summary>Blocks in a part of a folder.</summary>
    private const int BlocksOfPart = 128;

    private const int Steps = 1000;

    private readonly int _threads = dataset.Threads > 0 ? dataset.Threads : Environment.ProcessorCount;
    private readonly Queue<(TablePart Part, Task<object> Content, int Rows)> _ahead = new();
    private readonly List<TablePart> _parts = [];
    private TablePart? _open;
    private int _blocks;
    private long _written;

    /// <summary>Writes all, and gives it its name.</summary>
    public async Task<SaveSummary> RunAsync(CancellationToken cancellation)
    {
        try
        {
            // A table without rows has columns all the same.
            var part = Begin();
            await foreach (var block in SortedReading.ReadAsync(dataset, transforms, null, part.BatchRows, cancellation).ConfigureAwait(false))
            {
                if (_blocks == BlocksOfPart && TableForm.IsFolder(place.Path))
                    part = Begin();
                _blocks++;
                var into = part;
                _ahead.Enqueue((part, Task.Run(() => into.Prepare(block.Take(schema)), cancellation), block.Count));
                while (_ahead.Count > _threads)
                    await WriteAsync().ConfigureAwait(false);
            }
            while (_ahead.Count > 0)
                await WriteAsync().ConfigureAwait(false);
            Open(null);
            cancellation.ThrowIfCancellationRequested();
            place.Commit();
            return new SaveSummary(place.Path, _written, _parts.Count, place.Bytes);
        }
        finally
        {
            foreach (var (_, content, _) in _ahead)
                await content.ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
            foreach (var part in _parts)
                part.Dispose();
        }
    }

    private TablePart Begin()
    {
        var part = TablePart.Begin(place, _parts.Count, form, schema, _threads);
        _parts.Add(part);
        _open ??= part;
        _blocks = 0;
        return part;
    }

    // The parts are written one after the other.
    private void Open(TablePart? part)
    {
        if (ReferenceEquals(part, _open))
            return;
        _open!.Finish();
        _open.Dispose();
        _open = part;
    }

    private async Task WriteAsync()
    {
        var (part, content, rows) = _ahead.Dequeue();
        Open(part);
        part.Write(await content.ConfigureAwait(false));
        _written += rows;
        // How many rows a filter keeps shows at the end.
        progress?.Report(new SaveProgress(_written, place.Bytes, (int)Math.Min(Steps, Steps * _written / Math.Max(1, dataset.Status.Rows)), Steps));
    }
}
