using System.Collections.Concurrent;

namespace Grid.Query;

/// <summary>
/// The groups of a partition that are yet to be found. Those of several partitions that have the same groups are found together, a thread taking
/// one partition after the other into one table; alone, they are found as those of any partition.
/// </summary>
/// <param name="scan">What is asked.</param>
/// <param name="table">The partition.</param>
/// <param name="estimate">About how many groups there are.</param>
/// <param name="cancellation">Ends the search.</param>
internal sealed class PendingGroups(GroupScan scan, PartitionTable table, long estimate, CancellationToken cancellation)
{
    // A thread's table pays where each group comes several times, and partitions are several to a thread.
    private const int LeastRowsEach = 8;
    private const int LeastTablesEach = 2;

    public GroupState Compute() => scan.ComputeAlone(table, cancellation);

    /// <summary>States none of which is pending, of the same groups as some of which others may be.</summary>
    public static GroupState[] Settle(GroupState[] states, Workers workers)
    {
        PendingGroups[] pending = [.. states.Select(s => s.Pending).OfType<PendingGroups>()];
        if (pending.Length == 0)
            return states;
        if (!AreAlike(pending) || pending.Length < LeastTablesEach * workers.Count || pending.Sum(p => p.Rows) < LeastRowsEach * pending.Max(p => p.Estimate))
        {
            workers.Run(states.Length, s => states[s].Settle());
            return states;
        }
        return [.. states.Where(s => s.Pending is null), .. Together(pending, workers)];
    }

    private long Rows => table.Rows;

    private long Estimate => estimate;

    private static bool AreAlike(PendingGroups[] pending) => Array.TrueForAll(pending, p => ReferenceEquals(p.Scan, pending[0].Scan));

    private GroupScan Scan => scan;

    private static GroupState[] Together(PendingGroups[] pending, Workers workers)
    {
        var scan = pending[0].Scan;
        bool[] areShort = scan.ShortKeys(pending.Select(p => p.Table));
        long rows = pending.Sum(p => p.Rows);
        var free = new ConcurrentBag<GroupPass>();
        workers.Run(pending.Length, p =>
        {
            var pass = free.TryTake(out var known) ? known : scan.Pass(areShort, rows);
            pending[p].AddTo(pass);
            free.Add(pass);
        });
        GroupPass[] passes = [.. free];
        var states = new GroupState[passes.Length];
        workers.Run(passes.Length, p => states[p] = scan.ToState(passes[p]));
        return states;
    }

    private PartitionTable Table => table;

    private void AddTo(GroupPass pass) => scan.AddTo(pass, table, cancellation);
}
