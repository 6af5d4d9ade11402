using Grid.Columns;
using Grid.Query;

namespace Grid.Grains;

/// <summary>Of the columns on a silo: what makes room for others, and what is known of them besides.</summary>
public sealed partial class Residents
{
    // A column that none of so many scans has used is the first to go; of the others those that were used last: where all are read in
    // turn, again and again, that keeps most of what is asked for next.
    private const long Recent = 4;

    private const string FewerGroups = "Ask for fewer groups or of fewer rows (--where), drop other datasets, or allow more memory (--memory).";

    // Of the budget, what states may take where nothing is left of it.
    private const int StatesBeyond = 8;

    private readonly KnownAccount _known = new(memory);
    private long _states;

    /// <summary>Bytes of states of each question that are not counted: most take less, and are to be answered in the least of budgets.</summary>
    internal long LittleStates { get; set; } = 16 << 20;

    /// <summary>Bytes of what partitions know of their latest scans, as they are in the account.</summary>
    internal long Known
    {
        get
        {
            lock (Gate)
                return _known.Bytes;
        }
    }

    /// <summary>Has a partition keep so many bytes of what is computed of it from now on, and nothing of before.</summary>
    internal void Know(ResidentColumns partition, long bytes)
    {
        lock (Gate)
            partition.Known = new KnownStates(bytes, () => Learn(partition));
        Learn(partition);
    }

    /// <summary>
    /// Takes bytes of states for an owner in place of what it has, and lets go of as many columns; those that are in use follow when they are no
    /// longer. 0 frees them.
    /// </summary>
    /// <param name="owner">Who holds them.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="what">What they are of, as the start of a message.</param>
    /// <exception cref="MemoryBudgetException">They do not fit beside what stays.</exception>
    internal void HoldStates(string owner, long bytes, string what)
    {
        lock (Gate)
        {
            long before = memory.HeldBy(owner), left = (bytes > before ? memory.RoomFor(bytes - before - _held - _known.Bytes) : memory.Room) + before + _held + _known.Bytes;
            // Tables in memory may leave nothing, and are to be asked all the same.
            if (bytes > before && bytes > Math.Max(left, memory.Budget / StatesBeyond))
            {
                throw new MemoryBudgetException(
                    $"{what} takes more than {ByteSize.Of(bytes)}, and silo '{memory.Silo}' has {ByteSize.Of(Math.Max(0, left))} left of its budget of {ByteSize.Of(memory.Budget)}. {FewerGroups}");
            }
            memory.Hold(owner, bytes);
            _states += bytes - before;
            if (memory.Room < 0)
                Reclaim(-memory.Room);
        }
    }

    private void Check(PinRequest request)
    {
        long all = request.Columns.Sum(c => request.Partition[c] is var slot && slot.Bytes > 0 ? slot.Bytes : slot.Expected);
        long left = (request.Needed == 0 ? memory.Room : memory.RoomFor(all - _held)) + _held;
        // Sooner than that it is refused, what is known is computed anew.
        if (request.Needed == 0 || all <= left || all <= (left += _known.Clear()))
            return;
        var key = PartitionKey.Parse(request.Partition.Key);
        throw new MemoryBudgetException(
            $"{request.Columns.Length} {(request.Columns.Length == 1 ? "column" : "columns")} of {key.Title} {(request.Columns.Length == 1 ? "takes" : "take")} about {ByteSize.Of(all)} at once, and silo '{memory.Silo}' has {ByteSize.Of(Math.Max(0, left))} left of its budget of {ByteSize.Of(memory.Budget)}"
            + (_states > 0 ? $", of which {ByteSize.Of(_states)} is what is merged for questions. {FewerGroups}" : ". Drop other datasets, allow more memory (--memory), or cut the files into smaller partitions."));
    }

    private IEnumerable<(ResidentColumns Partition, ResidentColumns.Slot Slot)> Evictable() =>
        from partition in _partitions.Values
        where partition.Held > 0
        from i in Enumerable.Range(0, partition.Count)
        let slot = partition[i]
        where slot is { Pins: 0, Column: not null }
        select (partition, slot);

    private long Evict(long bytes)
    {
        long freed = 0;
        var leaving = new HashSet<ResidentColumns>();
        foreach (var (partition, slot) in Evictable()
            .OrderBy(e => _scans.Last - e.Slot.LastScan > Recent ? e.Slot.LastUse : long.MaxValue).ThenByDescending(e => e.Slot.LastUse).ToArray())
        {
            if (freed >= bytes)
                break;
            freed += slot.Bytes;
            Empty(partition, slot);
            leaving.Add(partition);
        }
        foreach (var partition in leaving)
            Account(partition);
        return freed;
    }

    private long Reclaim(long bytes)
    {
        long freed = Evict(bytes);
        return freed < bytes ? freed + _known.Clear() : freed;
    }

    private void Learn(ResidentColumns partition)
    {
        lock (Gate)
        {
            if (!IsOpen(partition))
                return;
            _known.Take(partition);
            if (memory.Room < 0)
                Evict(-memory.Room);
            // What is in use is not let go for it.
            if (memory.Room < 0)
                _known.Close(partition);
        }
    }
}
