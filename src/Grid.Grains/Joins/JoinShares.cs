using Grid.Columns;
using Grid.Query;

namespace Grid.Grains;

/// <summary>The shares that this silo has of other sides of joins, each read from the partitions of its dataset, and let go when nobody has asked for its rows in a while.</summary>
public sealed class JoinShares : IDisposable
{
    private static readonly TimeSpan IdleAge = TimeSpan.FromMinutes(2);

    // Partitions ask for the rows of a share one after the other: it is not idle between two of them.
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(5);

    private readonly IGrainFactory _grains;
    private readonly ComputePool _pool;
    private readonly SiloMemory _memory;
    private readonly HeldSides<JoinShare> _held;
    private readonly Timer _collector;

    /// <summary>Makes an empty store.</summary>
    public JoinShares(IGrainFactory grains, ComputePool pool, SiloMemory memory)
    {
        (_grains, _pool, _memory, _held) = (grains, pool, memory, new HeldSides<JoinShare>(memory));
        _collector = new Timer(_ => Collect(IdleAge), null, IdleAge, IdleAge);
    }

    /// <summary>How many shares there are.</summary>
    internal int Count => _held.Count;

    /// <summary>Ends the collection of what is idle, and what is being read.</summary>
    public void Dispose()
    {
        _collector.Dispose();
        _held.Remove(_ => true);
    }

    /// <summary>Takes the memory that a share will need, unless it is there, and says which share it is. Where others were used a moment ago, it waits for them to become idle.</summary>
    /// <exception cref="MemoryBudgetException">It does not fit.</exception>
    internal async Task<string> ReserveAsync(string key, JoinShareSpec spec, CancellationToken cancellation)
    {
        long until = Environment.TickCount64 + 2 * (long)Recent.TotalMilliseconds;
        while (true)
        {
            try
            {
                return _held.Reserve(key, owner => Reserve(owner, spec, 0)).Owner;
            }
            catch (MemoryBudgetException) when (_held.Count > 0 && Environment.TickCount64 < until)
            {
                await Task.Delay(ChangeSignal.PollInterval, cancellation);
            }
        }
    }

    /// <summary>Waits for a share, which is read where it is not.</summary>
    /// <returns>The share, and which it is; none where it is not there yet.</returns>
    internal async Task<(JoinShare? Share, string Id)> ReadAsync(string key, JoinShareSpec spec, TimeSpan patience, CancellationToken cancellation)
    {
        var held = _held.Take(key, (owner, end) => ReadAsync(owner, spec, end));
        try
        {
            await held.Value!.WaitAsync(patience, cancellation).SettledAsync();
            cancellation.ThrowIfCancellationRequested();
            return (held.Value!.IsCompleted ? await held.Value : null, held.Owner);
        }
        finally
        {
            _held.Return(held);
        }
    }

    /// <summary>Uses a share that is there; null where it is not.</summary>
    internal async Task<T?> UseAsync<T>(string key, Func<JoinShare, Task<T>> use) where T : class
    {
        if (_held.TakeRead(key) is not { } held)
            return null;
        try
        {
            return await use(await held.Value!);
        }
        finally
        {
            _held.Return(held);
        }
    }

    /// <summary>Lets go of a share.</summary>
    /// <param name="id">Which share.</param>
    internal void End(string id) => _held.Remove(held => held.Owner == id);

    /// <summary>Lets go of what is not in use, as another needs the room.</summary>
    internal void Spare() => Collect(Recent);

    /// <summary>Forgets what has not been asked for in a while.</summary>
    internal void Collect(TimeSpan age) => _held.Collect(age);

    private void Reserve(string owner, JoinShareSpec spec, long read)
    {
        var source = spec.Source.Value.All[0];
        _memory.Reserve(owner, Math.Max(read, JoinShare.Estimate(spec.Side.Value, source, spec.Parts)), $"the join with '{source.Name}', of whose {source.Rows} rows each of {spec.Parts} silos takes a share,");
    }

    private async Task<JoinShare> ReadAsync(string owner, JoinShareSpec spec, CancellationToken cancellation)
    {
        try
        {
            Reserve(owner, spec, 0);
            var (side, source) = (spec.Side.Value, spec.Source.Value.All[0]);
            var (transforms, columns) = side.RowsOf(source);
            var rows = new Encoded<RowsSpec>(new RowsSpec(transforms, columns, Cut: new JoinCut(side.KeyTypes, spec.Part, spec.Parts)));
            var parts = new List<RecordBatch>[source.Partitions.Count];
            long read = 0;
            await FanOut.RunAsync(
                parts.Length,
                async (i, end) =>
                {
                    parts[i] = [];
                    await foreach (var batch in DatasetRows.StreamAsync(_grains, source.Partitions[i], rows, end))
                    {
                        parts[i].Add(batch);
                        Reserve(owner, spec, Interlocked.Add(ref read, batch.ByteSize));
                    }
                },
                cancellation);
            var schema = FrameRows.Of(source.Schema, transforms, columns).Schema;
            var share = await _pool.RunAsync(end => JoinShare.Build(side, [.. parts.SelectMany(part => part)], schema, end), ComputePriority.Question, cancellation, new WorkLabel(WorkKind.Merge));
            _memory.Reserve(owner, share.ByteSize, $"a share of the join with '{source.Name}', which has {share.Rows} of its {source.Rows} rows,");
            return share;
        }
        catch
        {
            _memory.Hold(owner, 0);
            throw;
        }
    }
}
