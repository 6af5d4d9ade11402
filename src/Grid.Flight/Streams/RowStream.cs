using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Grid.Columns;

namespace Grid.Flight;

/// <summary>
/// The rows of partitions, in their order, under one form. Two partitions at a time are read and brought to it, a few batches ahead of whoever
/// reads: what waits for a slow one is some megabytes, however large the table is.
/// </summary>
internal static class RowStream
{
    private const int PartitionsAhead = 2;
    private const int BatchesAhead = 4;

    /// <summary>Reads them. When the reader ends early, so does all that is under way.</summary>
    /// <param name="rowsOf">The rows of a partition as they come.</param>
    /// <param name="partitions">The partitions, in the order of their rows.</param>
    /// <param name="form">How the rows go out.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async IAsyncEnumerable<RecordBatch> ReadAsync(Func<string, CancellationToken, IAsyncEnumerable<RecordBatch>> rowsOf, IReadOnlyList<string> partitions, RowForm form, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ahead = new Queue<(ChannelReader<RecordBatch> Batches, Task Reading)>();
        try
        {
            for (int next = 0; next < partitions.Count || ahead.Count > 0;)
            {
                for (; next < partitions.Count && ahead.Count < PartitionsAhead; next++)
                {
                    string partition = partitions[next];
                    var batches = Channel.CreateBounded<RecordBatch>(BatchesAhead);
                    ahead.Enqueue((batches.Reader, Task.Run(() => FillAsync(rowsOf, partition, form, batches.Writer, end.Token), CancellationToken.None)));
                }
                await foreach (var batch in ahead.Peek().Batches.ReadAllAsync(end.Token))
                    yield return batch;
                await ahead.Dequeue().Reading;
            }
        }
        finally
        {
            await end.CancelAsync();
            foreach (var (_, reading) in ahead)
                await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // What fails is told by the channel, in its turn.
    private static async Task FillAsync(Func<string, CancellationToken, IAsyncEnumerable<RecordBatch>> rowsOf, string partition, RowForm form, ChannelWriter<RecordBatch> to, CancellationToken cancellation)
    {
        try
        {
            await foreach (var batch in rowsOf(partition, cancellation))
            {
                foreach (var piece in form.Pieces(batch))
                    await to.WriteAsync(piece, cancellation);
            }
            to.Complete();
        }
        catch (Exception fault)
        {
            to.Complete(fault);
        }
    }
}
