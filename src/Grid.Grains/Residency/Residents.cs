using Grid.Columns;

namespace Grid.Grains;

/// <summary>
/// The columns on a silo that need not all be in memory. Whoever uses some of a partition pins them, all at once: what is not there has its room
/// kept, and what nobody has pinned makes room. Where there is none, a request waits, in turn, and holds nothing meanwhile; so those
/// that hold something come to their end, and no two wait for one another. Safe for any number of threads.
/// </summary>
/// <param name="memory">The silo's account.</param>
/// <param name="holdings">Is told what is in memory.</param>
public sealed partial class Residents(SiloMemory memory, SiloHoldings holdings)
{
    // What is read on the way, and what was let go of and not yet collected, is not in the account: room is left for it where there is any to leave.
    private const long MostSpared = 48 << 20;
    private const long TooLittleToSpare = 4 << 20;

    private readonly Dictionary<string, ResidentColumns> _partitions = [];
    private readonly List<PinRequest> _waiting = [];
    private readonly ScanNumbers _scans = new();
    private bool _granting;
    private long _use;
    private long _held;

    private Lock Gate => memory.Gate;

    private long Spared => Math.Clamp((memory.Budget / 6) - TooLittleToSpare, 0, MostSpared);

    /// <summary>Bytes of memory that all columns of a partition take, or are expected to; 0 for one that is not known.</summary>
    public long WholeOf(string partition)
    {
        lock (Gate)
            return _partitions.TryGetValue(partition, out var columns) ? Math.Max(1, columns.Whole) : 0;
    }

    /// <summary>Bytes that are in memory of a partition, or about to be; 0 for one that is not known.</summary>
    public long HeldOf(string partition)
    {
        lock (Gate)
            return _partitions.TryGetValue(partition, out var columns) ? columns.Held : 0;
    }

    /// <summary>Bytes of columns that are in memory, or about to be.</summary>
    internal long Held
    {
        get
        {
            lock (Gate)
                return _held;
        }
    }

    /// <summary>Takes a partition in, with nothing of it in memory.</summary>
    internal ResidentColumns Open(string key, long[] expected)
    {
        lock (Gate)
        {
            memory.Reclaim ??= Reclaim;
            memory.Freed ??= Grant;
            memory.Hold(key, 0);
            return _partitions[key] = new ResidentColumns(key, expected);
        }
    }

    /// <summary>Lets go of a partition, and of all that is in memory of it.</summary>
    internal void Close(ResidentColumns partition)
    {
        lock (Gate)
        {
            if (!IsOpen(partition))
                return;
            for (int i = 0; i < partition.Count; i++)
                Empty(partition, partition[i]);
            Account(partition);
            _known.Close(partition);
            _partitions.Remove(partition.Key);
            foreach (var request in _waiting.Where(r => r.Partition == partition).ToArray())
            {
                _waiting.Remove(request);
                request.Granted.TrySetCanceled();
            }
            Grant();
        }
    }

    /// <summary>Pins columns that are in memory; null where one is not.</summary>
    internal ColumnPins? TryPin(ResidentColumns partition, int[] columns, string scan)
    {
        lock (Gate)
        {
            if (!Array.TrueForAll(columns, c => partition[c].Column is not null))
                return null;
            return Pin(new PinRequest(partition, columns, scan));
        }
    }

    /// <summary>Pins columns, and keeps room for those that are not in memory; waits for others to be let go where that takes it.</summary>
    /// <param name="partition">The partition; of each, one asks at a time.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="scan">The scan, by a name: its columns are used once by it in all partitions.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="MemoryBudgetException">There is no room even when nothing else is used.</exception>
    internal async Task<ColumnPins> PinAsync(ResidentColumns partition, int[] columns, string scan, CancellationToken cancellation)
    {
        var request = new PinRequest(partition, columns, scan);
        lock (Gate)
        {
            if (_waiting.Count == 0 || request.Needed == 0)
            {
                Check(request);
                if (TryGrant(request))
                    return Pin(request);
            }
            _waiting.Add(request);
        }
        await using var registration = cancellation.Register(() =>
        {
            lock (Gate)
            {
                if (_waiting.Remove(request))
                {
                    request.Granted.TrySetCanceled(cancellation);
                    Grant();
                }
            }
        });
        return await request.Granted.Task;
    }

    /// <summary>Puts a column into its place, of which it may take more or less than was kept for it.</summary>
    internal void Fill(ResidentColumns partition, int index, Column column)
    {
        lock (Gate)
        {
            if (!IsOpen(partition))
                return;
            var slot = partition[index];
            partition.Held += column.ByteSize - slot.Bytes;
            (slot.Column, slot.Bytes, slot.Expected) = (column, column.ByteSize, column.ByteSize);
            Account(partition);
            // What turns out larger than it was thought is let in: others make room.
            if (memory.Room < 0)
                Evict(-memory.Room);
        }
    }

    /// <summary>Lets columns go.</summary>
    internal void Release(ResidentColumns partition, int[] columns)
    {
        lock (Gate)
        {
            foreach (int c in columns)
            {
                var slot = partition[c];
                slot.LastUse = ++_use;
                // One that never came.
                if (--slot.Pins == 0 && slot.Column is null)
                    Empty(partition, slot);
            }
            Account(partition);
            if (memory.Room < 0)
                Evict(-memory.Room);
            Grant();
        }
    }

    private ColumnPins Pin(PinRequest request)
    {
        long scan = _scans.Of(request.Scan);
        foreach (int c in request.Columns)
        {
            var slot = request.Partition[c];
            slot.Pins++;
            slot.LastScan = scan;
            if (slot.Bytes > 0 || slot.Column is not null)
                continue;
            slot.Bytes = slot.Expected;
            request.Partition.Held += slot.Bytes;
        }
        Account(request.Partition);
        return new ColumnPins(this, request.Partition, request.Columns);
    }

    // Those that need no room at once, as what they read has just come in; of the others the first, and the next.
    private void Grant()
    {
        if (_granting)
            return;
        _granting = true;
        try
        {
            foreach (var request in _waiting.Where(r => r.Needed == 0).ToArray())
                Grant(request);
            while (_waiting.Count > 0)
            {
                var first = _waiting[0];
                try
                {
                    Check(first);
                    if (!TryGrant(first))
                        return;
                    Grant(first);
                }
                catch (MemoryBudgetException e)
                {
                    _waiting.Remove(first);
                    first.Granted.TrySetException(e);
                }
            }
        }
        finally
        {
            _granting = false;
        }
    }

    private void Grant(PinRequest request)
    {
        _waiting.Remove(request);
        request.Granted.SetResult(Pin(request));
    }

    private bool TryGrant(PinRequest request)
    {
        long needed = request.Needed, missing = needed - memory.Room;
        if (needed == 0 || missing + Spared <= 0)
            return true;
        // So that what it uses is not let go for what it lacks.
        foreach (int c in request.Columns)
            request.Partition[c].Pins++;
        bool granted = missing <= 0 || Evictable().Sum(e => e.Slot.Bytes) >= missing;
        if (granted)
            Evict(missing + Spared);
        foreach (int c in request.Columns)
            request.Partition[c].Pins--;
        return granted;
    }

    private static void Empty(ResidentColumns partition, ResidentColumns.Slot slot)
    {
        partition.Held -= slot.Bytes;
        (slot.Column, slot.Bytes) = (null, 0);
    }

    private bool IsOpen(ResidentColumns partition) => ReferenceEquals(_partitions.GetValueOrDefault(partition.Key), partition);

    private void Account(ResidentColumns partition)
    {
        if (!IsOpen(partition))
            return;
        _held += partition.Held - memory.HeldBy(partition.Key);
        memory.Hold(partition.Key, partition.Held);
        if (partition.Held > 0)
            holdings.Add(partition.Key, partition.Held);
        else
            holdings.Remove(partition.Key);
    }
}
