using System.Collections.Concurrent;
using Grid.Query;

namespace Grid.Grains;

/// <summary>
/// Rehearses the questions to a dataset once it is loaded, while the silo has nothing to do: who asks first does not wait
/// for the code that answers to be compiled.
/// </summary>
/// <param name="pool">Where there is time.</param>
/// <param name="grains">The way to the grains.</param>
public sealed class SiloRehearsal(ComputePool pool, IGrainFactory grains)
{
    // Less is answered at once in any case.
    internal const long FewestRows = 1 << 16;

    // Who asks as soon as the data is there shall have all threads.
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, bool> _rehearsed = [];

    /// <summary>The rehearsal begun last: whether it came to its end.</summary>
    internal Task<bool> Last { get; private set; } = Task.FromResult(false);

    /// <summary>Rehearses with the first large partition of a load that comes by.</summary>
    /// <param name="partition">The partition's key.</param>
    /// <param name="table">Its rows.</param>
    public void Consider(string partition, PartitionTable table)
    {
        if (table.Rows < FewestRows || !_rehearsed.TryAdd(PartitionKey.Parse(partition).Load, true))
            return;
        Last = Task.Run(() => RunAsync(partition, table));
    }

    private async Task<bool> RunAsync(string partition, PartitionTable table)
    {
        try
        {
            await Task.Delay(Delay);
            var carried = new GrainRehearsal(pool, grains, partition, table.Schema);
            // One by one: a question that comes meanwhile waits for one rehearsed on few rows at most.
            foreach (var piece in new Rehearsal(table).Pieces)
            {
                await pool.RunAsync(end => Try(piece, end), ComputePriority.Idle, CancellationToken.None);
                // What all questions go through, as soon as it can be: there was time for a piece just now.
                await carried.TryAsync();
            }
            bool? came;
            while ((came = await carried.TryAsync()) is null)
                await Task.Delay(Delay);
            return came.Value;
        }
        catch (Exception e) when (e is ObjectDisposedException or OperationCanceledException)
        {
            // The silo ends: nothing is lost.
            return false;
        }
    }

    private static bool Try(Action<CancellationToken> piece, CancellationToken cancellation)
    {
        try
        {
            piece(cancellation);
            return true;
        }
        catch (QuestionException)
        {
            // The data does not allow the question: what is behind it is still to be asked.
            return false;
        }
    }
}
