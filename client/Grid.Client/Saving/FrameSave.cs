using System.Threading.Channels;
using Grid.Columns;
using Grid.Grains;
using Grid.Sources;

namespace Grid.Client;

/// <summary>
/// Saves the rows of a loaded frame: partition by partition, in the dataset's order, a few of them ahead of what is written. What is
/// read, prepared and not yet written is bounded, whatever the table's size.
/// </summary>
internal sealed class FrameSave(Dataset dataset, RowsSpec rows, Schema schema, SavePlace place, TableForm form, IProgress<SaveProgress>? progress)
{
    /// <summary>Batches of a partition that wait to be written.</summary>
    private const int BatchesAhead = 2;

    private readonly Encoded<RowsSpec> _rows = rows;
    private readonly int _threads = dataset.Threads > 0 ? dataset.Threads : Environment.ProcessorCount;
    private long _written;
    private int _done;
    private int _count;

    /// <summary>Writes all, and gives it its name.</summary>
    public async Task<SaveSummary> RunAsync(CancellationToken cancellation)
    {
        var partitions = await dataset.PartitionsAsync(cancellation).ConfigureAwait(false);
        _count = partitions.Count;
        int files = TableForm.IsFolder(place.Path)
            ? await WritePartsAsync(partitions, cancellation).ConfigureAwait(false)
            : await WriteFileAsync(partitions, cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        place.Commit();
        return new SaveSummary(place.Path, _written, files, place.Bytes);
    }

    private async Task<int> WritePartsAsync(IReadOnlyList<string> partitions, CancellationToken cancellation)
    {
        int files = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = cancellation };
        await Parallel.ForAsync(0, partitions.Count, parallel, async (i, end) =>
        {
            TablePart? part = null;
            try
            {
                await foreach (var batch in DatasetRows.StreamAsync(dataset.Grains, partitions[i], _rows, end).ConfigureAwait(false))
                {
                    if (batch.Length == 0)
                        continue;
                    part ??= TablePart.Begin(place, i, form, schema, 1);
                    foreach (var piece in Pieces(batch, part.BatchRows))
                    {
                        end.ThrowIfCancellationRequested();
                        part.Write(part.Prepare(piece));
                        Tell(piece.Length);
                    }
                }
                if (part is not null)
                {
                    part.Finish();
                    Interlocked.Increment(ref files);
                }
                TellDone();
            }
            finally
            {
                part?.Dispose();
            }
        }).ConfigureAwait(false);
        if (files > 0)
            return files;
        // A table without rows has columns all the same.
        using var empty = TablePart.Begin(place, 0, form, schema, 1);
        empty.Finish();
        return 1;
    }

    private async Task<int> WriteFileAsync(IReadOnlyList<string> partitions, CancellationToken cancellation)
    {
        using var part = TablePart.Begin(place, 0, form, schema, _threads);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ahead = new Queue<(ChannelReader<Task<Prepared>> Batches, Task Reading)>();
        try
        {
            for (int next = 0; next < partitions.Count || ahead.Count > 0;)
            {
                for (; next < partitions.Count && ahead.Count <= _threads; next++)
                {
                    var batches = Channel.CreateBounded<Task<Prepared>>(BatchesAhead);
                    ahead.Enqueue((batches.Reader, ReadAsync(partitions[next], part, batches.Writer, end.Token)));
                }
                await foreach (var batch in ahead.Peek().Batches.ReadAllAsync(end.Token).ConfigureAwait(false))
                {
                    var prepared = await batch.ConfigureAwait(false);
                    part.Write(prepared.Content);
                    Tell(prepared.Rows);
                }
                await ahead.Dequeue().Reading.ConfigureAwait(false);
                TellDone();
            }
            part.Finish();
            return 1;
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            foreach (var (_, reading) in ahead)
                await reading.ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    // What fails is told by the channel, in its turn.
    private async Task ReadAsync(string partition, TablePart part, ChannelWriter<Task<Prepared>> to, CancellationToken cancellation)
    {
        try
        {
            await foreach (var batch in DatasetRows.StreamAsync(dataset.Grains, partition, _rows, cancellation).ConfigureAwait(false))
            {
                foreach (var piece in Pieces(batch, part.BatchRows))
                    await to.WriteAsync(Task.Run(() => new Prepared(part.Prepare(piece), piece.Length), cancellation), cancellation).ConfigureAwait(false);
            }
            to.Complete();
        }
        catch (Exception fault)
        {
            to.Complete(fault);
        }
    }

    private static IEnumerable<RecordBatch> Pieces(RecordBatch batch, int rows)
    {
        for (int start = 0; start < batch.Length; start += rows)
            yield return batch.Slice(start, Math.Min(rows, batch.Length - start));
    }

    private void Tell(int written)
    {
        long all = Interlocked.Add(ref _written, written);
        progress?.Report(new SaveProgress(all, place.Bytes, _done, _count));
    }

    private void TellDone()
    {
        int done = Interlocked.Increment(ref _done);
        progress?.Report(new SaveProgress(Interlocked.Read(ref _written), place.Bytes, done, _count));
    }

    private readonly record struct Prepared(object Content, int Rows);
}
