using System.Collections.Concurrent;

namespace Grid.Query;

/// <summary>
/// A partition whose state is yet to be computed, as it has many groups. Several that have the same groups are computed together, a thread taking
/// one partition after the other into one table of groups; one alone is computed as any partition.
/// </summary>
/// <param name="scan">What is asked.</param>
/// <param name="table">The partition.</param>
/// <param name="estimate">About how many groups there are.</param>
/// <param name="cancellation">Ends the search.</param>
internal sealed class PendingTable<TPass, TState>(ISharedScan<TPass, TState> scan, PartitionTable table, long estimate, CancellationToken cancellation)
    where TPass : class
    where TState : AggregateState
{
    // A thread's table pays where each group comes several times, and partitions are several to a thread.
    private const int LeastRowsEach = 8;
    private const int LeastTablesEach = 2;

    public TState Compute() => scan.ComputeAlone(table, cancellation);

    /// <summary>States none of which is pending, of the same groups as some of which others may be.</summary>
    /// <param name="states">The states.</param>
    /// <param name="pendingOf">What a state waits for; null where it is there.</param>
    /// <param name="settle">The state with what it waits for.</param>
    /// <param name="workers">Who shares the work.</param>
    public static TState[] Settle(TState[] states, Func<TState, PendingTable<TPass, TState>?> pendingOf, Func<TState, TState> settle, Workers workers)
    {
        PendingTable<TPass, TState>[] pending = [.. states.Select(pendingOf).OfType<PendingTable<TPass, TState>>()];
        if (pending.Length == 0)
            return states;
        if (!AreAlike(pending) || pending.Length < LeastTablesEach * workers.Count || pending.Sum(p => p.Table.Rows) < LeastRowsEach * pending.Max(p => p.Estimate))
        {
            workers.Run(states.Length, s => states[s] = settle(states[s]));
            return states;
        }
        return [.. states.Where(s => pendingOf(s) is null), .. Together(pending, workers)];
    }

    private long Estimate => estimate;

    private PartitionTable Table => table;

    private ISharedScan<TPass, TState> Scan => scan;

    private static bool AreAlike(PendingTable<TPass, TState>[] pending) => Array.TrueForAll(pending, p => ReferenceEquals(p.Scan, pending[0].Scan));

    private static TState[] Together(PendingTable<TPass, TState>[] pending, Workers workers)
    {
        var scan = pending[0].Scan;
        var tables = Array.ConvertAll(pending, p => p.Table);
        var free = new ConcurrentBag<TPass>();
        workers.Run(pending.Length, p =>
        {
            var pass = free.TryTake(out var known) ? known : scan.Pass(tables);
            pending[p].AddTo(pass);
            free.Add(pass);
        });
        TPass[] passes = [.. free];
        var states = new TState[passes.Length];
        workers.Run(passes.Length, p => states[p] = scan.ToState(passes[p]));
        return states;
    }

    private void AddTo(TPass pass) => scan.AddTo(pass, table, cancellation);
}
