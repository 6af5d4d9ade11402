using System.Runtime.CompilerServices;
using Grid.Columns;
using Grid.Grains;
using Grid.Query;

namespace Grid.Client;

/// <summary>
/// Reads the rows of a loaded frame in the order that it is sorted by. Each partition sorts its own rows, and gives them piece by piece; the
/// pieces are merged here. What is here at a time is two pieces of each partition, and the blocks that have not been taken.
/// </summary>
internal static class SortedReading
{
    /// <summary>What the pieces of all partitions take, about.</summary>
    private const int PiecesBytes = 128 << 20;

    private const int LeastPiece = 16 << 10;
    private const int MostPiece = 2 << 20;

    /// <summary>Whether transforms sort.</summary>
    public static bool IsSorted(IReadOnlyList<Transform> transforms) => transforms.Any(t => t is SortTransform { By.Count: > 0 });

    /// <summary>The rows, block by block, each of which but the last is full, however the dataset is cut into partitions.</summary>
    /// <param name="dataset">The dataset, which is loaded.</param>
    /// <param name="transforms">What is done to it, sorting included.</param>
    /// <param name="columns">The columns wanted; null for all.</param>
    /// <param name="blockRows">How many rows are in a block.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async IAsyncEnumerable<MergedRows> ReadAsync(
        Dataset dataset, IReadOnlyList<Transform> transforms, IReadOnlyList<string>? columns, int blockRows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var partitions = await dataset.PartitionsAsync(cancellation).ConfigureAwait(false);
        var descending = FrameRows.Sorted(dataset.Schema, transforms, columns).Descending;
        int piece = Math.Clamp(PiecesBytes / 2 / Math.Max(1, partitions.Count), LeastPiece, MostPiece);
        var rows = new Encoded<RowsSpec>(new RowsSpec(transforms, columns, piece));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sources = partitions.Select(p => new Source(DatasetRows.StreamAsync(dataset.Grains, p, rows, end.Token))).ToArray();
        try
        {
            var merge = new SortedMerge(sources.Length, descending);
            for (int i = 0; i < sources.Length; i++)
                merge.Feed(i, await sources[i].NextAsync().ConfigureAwait(false));
            var block = new MergedRows(blockRows);
            while (!merge.IsOver)
            {
                cancellation.ThrowIfCancellationRequested();
                if (merge.Advance(block) is { } dry)
                    merge.Feed(dry, await sources[dry].NextAsync().ConfigureAwait(false));
                if (!block.IsFull)
                    continue;
                yield return block;
                block = new MergedRows(blockRows);
            }
            if (block.Count > 0)
                yield return block;
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            foreach (var source in sources)
                await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The pieces of a partition: the next one is on its way while one is merged.</summary>
    private sealed class Source : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<RecordBatch> _pieces;
        private Task<bool> _next;

        public Source(IAsyncEnumerable<RecordBatch> pieces)
        {
            _pieces = pieces.GetAsyncEnumerator();
            _next = _pieces.MoveNextAsync().AsTask();
        }

        /// <summary>Rows, at least one; null where there are no more.</summary>
        public async Task<RecordBatch?> NextAsync()
        {
            while (await _next.ConfigureAwait(false))
            {
                var piece = _pieces.Current;
                _next = _pieces.MoveNextAsync().AsTask();
                if (piece.Length > 0)
                    return piece;
            }
            _next = Task.FromResult(false);
            return null;
        }

        public async ValueTask DisposeAsync()
        {
            await _next.ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
            await _pieces.DisposeAsync().ConfigureAwait(false);
        }
    }
}
