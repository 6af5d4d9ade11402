using Grid.Columns;
using Grid.Query;

namespace Grid.Grains;

/// <summary>
/// The other sides of joins that this silo has, each read from the partitions of its dataset once for all that join with it here, and let go
/// when none has for a while, or when another needs its room.
/// </summary>
public sealed class JoinStore : IDisposable
{
    private static readonly TimeSpan IdleAge = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly IGrainFactory _grains;
    private readonly ComputePool _pool;
    private readonly SiloMemory _memory;
    private readonly CancellationTokenSource _end = new();
    private readonly Timer _collector;

    /// <summary>Makes an empty store.</summary>
    public JoinStore(IGrainFactory grains, ComputePool pool, SiloMemory memory)
    {
        (_grains, _pool, _memory) = (grains, pool, memory);
        _collector = new Timer(_ => Collect(IdleAge), null, IdleAge, IdleAge);
        _memory.Spare = () => Collect(TimeSpan.Zero);
    }

    /// <summary>How many sides there are.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>Ends the collection of what is idle, and what is being read.</summary>
    public void Dispose()
    {
        _collector.Dispose();
        _end.Cancel();
    }

    /// <summary>Computes with other sides, which stay meanwhile.</summary>
    /// <typeparam name="T">What is computed.</typeparam>
    /// <param name="specs">What is wanted of the other sides.</param>
    /// <param name="sources">The other sides, among others.</param>
    /// <param name="compute">Takes the sides, in the order of <paramref name="specs"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="MemoryBudgetException">A side does not fit.</exception>
    internal async Task<T> UseAsync<T>(IReadOnlyList<JoinSideSpec> specs, IReadOnlyList<JoinSource> sources, Func<IReadOnlyList<JoinSide>, Task<T>> compute, CancellationToken cancellation)
    {
        if (specs.Count == 0)
            return await compute([]);
        var entries = new Entry[specs.Count];
        try
        {
            for (int i = 0; i < entries.Length; i++)
                entries[i] = Take(specs[i], sources.First(source => source.Id == specs[i].Source));
            var sides = new JoinSide[entries.Length];
            for (int i = 0; i < sides.Length; i++)
                sides[i] = await entries[i].Side.WaitAsync(cancellation);
            return await compute(sides);
        }
        finally
        {
            lock (_gate)
            {
                foreach (var entry in entries.OfType<Entry>())
                    (entry.Users, entry.LastUse) = (entry.Users - 1, Environment.TickCount64);
            }
        }
    }

    /// <summary>Forgets what has not been asked for in a while.</summary>
    internal void Collect(TimeSpan age)
    {
        long now = Environment.TickCount64;
        KeyValuePair<string, Entry>[] idle;
        lock (_gate)
        {
            idle = [.. _entries.Where(e => e.Value.Users == 0 && e.Value.Side.IsCompleted && now - e.Value.LastUse >= age.TotalMilliseconds)];
            foreach (var (key, _) in idle)
                _entries.Remove(key);
        }
        foreach (var (_, entry) in idle)
            _memory.Hold(entry.Owner, 0);
    }

    private Entry Take(JoinSideSpec spec, JoinSource source)
    {
        string key = spec.Key;
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var entry) || entry.Side.IsFaulted || entry.Side.IsCanceled)
            {
                string owner = $"join {Guid.NewGuid():N}";
                // Not within the turns of whoever happens to be the first: it may end before the side is here.
                _entries[key] = entry = new Entry(owner, Task.Run(() => ReadAsync(spec, source, owner)));
            }
            entry.Users++;
            return entry;
        }
    }

    private async Task<JoinSide> ReadAsync(JoinSideSpec spec, JoinSource source, string owner)
    {
        _memory.Reserve(owner, JoinSide.Estimate(spec, source), $"the join with '{source.Name}', of which each silo takes all {source.Rows} rows,");
        try
        {
            var (transforms, columns) = spec.RowsOf(source);
            var rows = new Encoded<RowsSpec>(new RowsSpec(transforms, columns));
            var parts = new IReadOnlyList<RecordBatch>[source.Partitions.Count];
            await FanOut.RunAsync(parts.Length, async (i, end) => parts[i] = await DatasetRows.ReadAsync(_grains, source.Partitions[i], rows, end), _end.Token);
            var schema = FrameRows.Of(source.Schema, transforms, columns).Schema;
            var side = await _pool.RunAsync(end => JoinSide.Build(spec, [.. parts.SelectMany(part => part)], schema, end), ComputePriority.Question, _end.Token, new WorkLabel(WorkKind.Merge));
            _memory.Hold(owner, side.ByteSize);
            return side;
        }
        catch
        {
            _memory.Hold(owner, 0);
            throw;
        }
    }

    private sealed class Entry(string owner, Task<JoinSide> side)
    {
        public string Owner => owner;

        public Task<JoinSide> Side => side;

        public int Users { get; set; }

        public long LastUse { get; set; }
    }
}
