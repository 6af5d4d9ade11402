using Grid.Columns;
using Grid.Query;

namespace Grid.Grains;

/// <summary>
/// The other sides of joins that this silo has, each read from the partitions of its dataset once for all that join with it here, and let go
/// when none has for a while, or when another needs its room. A side that is too large for that is cut into shares, one on each silo.
/// </summary>
public sealed class JoinStore : IDisposable
{
    private static readonly TimeSpan IdleAge = TimeSpan.FromMinutes(2);

    // Of fewer, what does not fit is refused.
    private const int LeastRows = 1 << 10;

    private readonly IGrainFactory _grains;
    private readonly ComputePool _pool;
    private readonly SiloMemory _memory;
    private readonly IGrainLocator _locator;
    private readonly long _mostWhole;
    private readonly HeldSides<StoredSide> _held;
    private readonly Timer _collector;

    // Each of those that join with shares has the rows of its keys meanwhile: no more of them at once than keep the threads busy.
    private readonly SemaphoreSlim _joining;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly int _width;

    /// <summary>Makes an empty store.</summary>
    public JoinStore(IGrainFactory grains, ComputePool pool, SiloMemory memory, JoinShares shares, IGrainLocator locator, GridSiloOptions options)
    {
        (_grains, _pool, _memory, _locator) = (grains, pool, memory, locator);
        _mostWhole = options.MostBytesWhole ?? options.MemoryBudget / 8;
        _held = new HeldSides<StoredSide>(memory);
        _width = pool.Threads + 1;
        _joining = new SemaphoreSlim(_width);
        _collector = new Timer(_ => Collect(IdleAge), null, IdleAge, IdleAge);
        _memory.Spare += () =>
        {
            Collect(TimeSpan.Zero);
            shares.Spare();
        };
    }

    /// <summary>How many sides there are.</summary>
    internal int Count => _held.Count;

    /// <summary>Ends the collection of what is idle, and what is being read.</summary>
    public void Dispose()
    {
        _collector.Dispose();
        _held.Remove(_ => true);
        _joining.Dispose();
        _turn.Dispose();
    }

    /// <summary>Computes with other sides, which stay meanwhile.</summary>
    /// <typeparam name="T">What is computed.</typeparam>
    /// <param name="work">What is computed of which rows.</param>
    /// <param name="sources">The other sides, among others.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="MemoryBudgetException">A side does not fit.</exception>
    /// <exception cref="ShareLostException">A share is lost: see <see cref="UntilKeptAsync"/>.</exception>
    internal async Task<T> UseAsync<T>(JoinWork<T> work, IReadOnlyList<JoinSource> sources, CancellationToken cancellation)
    {
        if (work.Sides.Count == 0)
            return await work.Compute(work.Table, []);
        using var taken = await TakeAsync(work.Sides, sources, cancellation);
        var whole = taken.Sides.Select(side => side.Whole).OfType<JoinSide>().ToArray();
        if (whole.Length == work.Sides.Count)
            return await work.Compute(work.Table, whole);
        try
        {
            return await InTurnAsync(1, () => FetchAsync(work, work.Table, taken, cancellation), cancellation);
        }
        catch (MemoryBudgetException)
        {
            // There is more room once the others that join with shares have come to their end.
            return await InTurnAsync(_width, () => FetchInPartsAsync(work, work.Table, taken, cancellation), cancellation);
        }
    }

    /// <summary>
    /// Has other sides read, and keeps them until what is given back is disposed of: for who needs room for other things before it uses them, and would wait for the sides with
    /// that in its hands, while they wait for room.
    /// </summary>
    /// <param name="specs">What is wanted of the other sides.</param>
    /// <param name="sources">The other sides, among others.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="MemoryBudgetException">A side does not fit.</exception>
    /// <exception cref="ShareLostException">A share is lost: see <see cref="UntilKeptAsync"/>.</exception>
    internal async Task<IDisposable?> ReadyAsync(IReadOnlyList<JoinSideSpec> specs, IReadOnlyList<JoinSource> sources, CancellationToken cancellation) =>
        specs.Count == 0 ? null : await TakeAsync(specs, sources, cancellation);

    /// <summary>Does work again, from its start, that lost shares of sides on the way.</summary>
    /// <exception cref="ShareLostException">Shares are lost again and again.</exception>
    internal static async Task<T> UntilKeptAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        long until = Environment.TickCount64 + (long)TransientFault.Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return await work();
            }
            catch (ShareLostException) when (Environment.TickCount64 < until)
            {
                await Task.Delay(ChangeSignal.PollInterval, cancellation);
            }
        }
    }

    /// <summary>Forgets what has not been asked for in a while.</summary>
    internal void Collect(TimeSpan age) => _held.Collect(age);

    private async Task<TakenSides> TakeAsync(IReadOnlyList<JoinSideSpec> specs, IReadOnlyList<JoinSource> sources, CancellationToken cancellation)
    {
        var taken = new TakenSides(_held);
        try
        {
            foreach (var spec in specs)
            {
                var source = sources.First(source => source.Id == spec.Source);
                taken.Held.Add(_held.Take(spec.Key, (owner, end) => ReadAsync(spec, source, owner, end), side => side.Shares is not { } shares || shares.Silos.SequenceEqual(Silos)));
            }
            foreach (var held in taken.Held)
                taken.Sides.Add(await held.Value!.WaitAsync(cancellation));
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    private async Task<T> InTurnAsync<T>(int slots, Func<Task<T>> work, CancellationToken cancellation)
    {
        int taken = 0;
        try
        {
            // Two that waited for all at once would each have some.
            await _turn.WaitAsync(cancellation);
            try
            {
                for (; taken < slots; taken++)
                    await _joining.WaitAsync(cancellation);
            }
            finally
            {
                _turn.Release();
            }
            return await work();
        }
        finally
        {
            if (taken > 0)
                _joining.Release(taken);
        }
    }

    // Half of the rows ask for fewer keys.
    private async Task<T> FetchInPartsAsync<T>(JoinWork<T> work, PartitionTable table, TakenSides taken, CancellationToken cancellation)
    {
        try
        {
            return await FetchAsync(work, table, taken, cancellation);
        }
        catch (MemoryBudgetException) when (work.Together is not null && table.Rows >= LeastRows)
        {
            var (first, second) = table.InHalves();
            return await work.Together(await FetchInPartsAsync(work, first, taken, cancellation), await FetchInPartsAsync(work, second, taken, cancellation));
        }
    }

    private async Task<T> FetchAsync<T>(JoinWork<T> work, PartitionTable table, TakenSides taken, CancellationToken cancellation)
    {
        string owner = $"joining {Guid.NewGuid():N}";
        try
        {
            var sides = new List<JoinSide>();
            foreach (var side in taken.Sides)
            {
                long before = _memory.HeldBy(owner);
                sides.Add(side.Whole ?? await side.Shares!.FetchAsync(
                    await work.Demand(table, sides, side.Shares.Count), bytes => _memory.Reserve(owner, before + bytes, $"what a partition joins with of '{side.Name}'"), _pool, cancellation));
            }
            return await work.Compute(table, sides);
        }
        catch (ShareLostException)
        {
            foreach (var side in taken.Sides)
            {
                if (side.Shares is { IsLost: true } lost)
                    _ = lost.EndAsync();
            }
            _held.Remove(held => held.Value is { IsCompletedSuccessfully: true, Result.Shares.IsLost: true });
            throw;
        }
        finally
        {
            _memory.Hold(owner, 0);
        }
    }

    // Silos of another release may not know of shares.
    private string[] Silos => _locator.Silos is var silos && silos.Select(silo => silo.Release).Distinct().Count() == 1 ? [.. silos.Select(silo => silo.Name)] : [];

    private async Task<StoredSide> ReadAsync(JoinSideSpec spec, JoinSource source, string owner, CancellationToken cancellation)
    {
        string[] silos = Silos;
        return TakesWhole(spec, source, owner, silos.Length)
            ? new StoredSide(source.Name, await ReadWholeAsync(spec, source, owner, cancellation), null)
            : new StoredSide(source.Name, null, await SharedSide.OpenAsync(_grains, spec, source, silos, cancellation));
    }

    // Takes the memory for it, where several silos need not take a share each.
    private bool TakesWhole(JoinSideSpec spec, JoinSource source, string owner, int silos)
    {
        long bytes = JoinSide.Estimate(spec, source);
        if (silos > 1 && bytes > _mostWhole)
            return false;
        try
        {
            _memory.Reserve(owner, bytes, $"the join with '{source.Name}', of which each silo takes all {source.Rows} rows,");
            return true;
        }
        catch (MemoryBudgetException) when (silos > 1)
        {
            return false;
        }
    }

    private async Task<JoinSide> ReadWholeAsync(JoinSideSpec spec, JoinSource source, string owner, CancellationToken cancellation)
    {
        try
        {
            var (transforms, columns) = spec.RowsOf(source);
            var rows = new Encoded<RowsSpec>(new RowsSpec(transforms, columns));
            var parts = new IReadOnlyList<RecordBatch>[source.Partitions.Count];
            await FanOut.RunAsync(parts.Length, async (i, end) => parts[i] = await DatasetRows.ReadAsync(_grains, source.Partitions[i], rows, end), cancellation);
            var schema = FrameRows.Of(source.Schema, transforms, columns).Schema;
            var side = await _pool.RunAsync(end => JoinSide.Build(spec, [.. parts.SelectMany(part => part)], schema, end), ComputePriority.Question, cancellation, new WorkLabel(WorkKind.Merge));
            _memory.Hold(owner, side.ByteSize);
            return side;
        }
        catch
        {
            _memory.Hold(owner, 0);
            throw;
        }
    }

    /// <summary>A side, as a whole or cut into shares.</summary>
    private sealed record StoredSide(string Name, JoinSide? Whole, SharedSide? Shares);

    /// <summary>Sides that are in use until they are given back.</summary>
    private sealed class TakenSides(HeldSides<StoredSide> store) : IDisposable
    {
        public List<HeldSide<StoredSide>> Held { get; } = [];

        public List<StoredSide> Sides { get; } = [];

        public void Dispose()
        {
            foreach (var held in Held)
                store.Return(held);
        }
    }
}
