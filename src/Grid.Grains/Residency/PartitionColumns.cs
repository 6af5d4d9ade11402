using Grid.Columns;
using Grid.Query;
using Grid.Sources;

namespace Grid.Grains;

/// <summary>
/// A partition whose rows need not all be in memory: columns are read when they are asked for, and let go when others need the room; what is
/// known of them stays. One at a time brings columns in, so that those who ask for the same meet them in memory.
/// </summary>
/// <param name="key">The partition.</param>
/// <param name="silo">What the silo has for such partitions.</param>
/// <param name="pool">Where columns are read.</param>
/// <param name="bytesRead">Told what is read of the source.</param>
internal sealed class PartitionColumns(string key, ResidentServices silo, ComputePool pool, IProgress<long> bytesRead) : IDisposable
{
    // What is kept of earlier scans: little of each partition, as there are many.
    private const long MostKnown = 256 << 10;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly PartitionBounds _bounds = new(pool);
    private readonly HeldBounds _held = new(pool);
    private ResidentColumns? _columns;
    private ColumnSource? _source;
    private PartitionSpec? _spec;

    /// <summary>What was found; null before it was loaded.</summary>
    public FoundColumns? Found { get; private set; }

    /// <summary>Bytes of memory that all columns take, or are expected to.</summary>
    public long Whole => _columns?.Whole ?? 0;

    /// <summary>What was computed of the rows lately.</summary>
    public KnownStates Known => _columns!.Known;

    /// <summary>Loads the partition, or gives it the types and the place of another specification.</summary>
    /// <param name="spec">The specification.</param>
    /// <param name="present">The rows, where they are in memory already; null otherwise.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task LoadAsync(PartitionSpec spec, LoadedSplit? present, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var schema = spec.Schema.Value;
            if (_columns is null)
            {
                _columns = silo.Residents.Open(key, Expected(spec));
                _source = new ColumnSource(spec.IsCached ? silo.Cache : null, silo.Care, schema.Count);
                if (present is not null)
                    await AdoptAsync(present, cancellation);
                else if (spec.Rows >= 0)
                    Found = new FoundColumns(schema, spec.Rows, SourceNotes.None, spec.Options.Value.DayFirst, null);
                else
                    await ReadAllAsync(spec, cancellation);
            }
            _spec ??= spec;
            if (Found!.OthersUnder(schema, spec.Options.Value) is { Length: > 0 } others)
                await WidenAsync(others, spec, cancellation);
            silo.Residents.Know(_columns, Math.Clamp(Whole / 8, KnownAccount.Little, MostKnown));
            _held.Clear();
            _spec = spec;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Brings columns into memory, and keeps them there until the lease is given back; nothing where the source, or what was seen of them before, says that no row counts.</summary>
    /// <param name="names">The columns; none for the count of the rows alone.</param>
    /// <param name="condition">What rows meet that count; null where all do.</param>
    /// <param name="scan">The scan that asks, by a name.</param>
    /// <param name="cancellation">Ends the wait, and the reading.</param>
    /// <exception cref="MemoryBudgetException">The columns do not fit, even alone.</exception>
    public async Task<PartitionLease> TakeAsync(IReadOnlyList<string> names, RowCondition? condition, string scan, CancellationToken cancellation)
    {
        var (columns, spec) = (_columns!, _spec!);
        int[] which = [.. names.Select(spec.Schema.Value.IndexOf).Order()];
        var pins = silo.Residents.TryPin(columns, which, scan);
        try
        {
            if (condition is not null && (_held.RuleOut(condition) || await _bounds.RuleOutAsync(condition, spec, mayAsk: pins is null, cancellation)))
                return RuledOut(pins, spec, which);
            pins ??= await BringInAsync(which, scan, cancellation);
            Column[] values = [.. which.Select(pins.Column)];
            var physical = new Schema(which.Select((c, i) => spec.Schema.Value[c] with { Type = values[i].Type }));
            var batch = new RecordBatch(physical, values, (int)Found!.Rows);
            if (condition is not null && await _held.RuleOutAsync(condition, batch, cancellation))
                return RuledOut(pins, spec, which);
            return new PartitionLease(new PartitionTable(FoundColumns.Of(spec.Schema.Value, which), [batch], spec.FirstRow, Known) { IsLent = true }, pins);
        }
        catch
        {
            pins?.Dispose();
            throw;
        }
    }

    /// <summary>Lets go of all, the file as well.</summary>
    public void Dispose()
    {
        if (_columns is not null)
            silo.Residents.Close(_columns);
        _source?.Dispose();
    }

    private static PartitionLease RuledOut(ColumnPins? pins, PartitionSpec spec, int[] which)
    {
        pins?.Dispose();
        return PartitionLease.RuledOut(FoundColumns.Of(spec.Schema.Value, which), spec.FirstRow);
    }

    private async Task<ColumnPins> BringInAsync(int[] which, string scan, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await ReadAllAgainAsync(scan, cancellation);
            var pins = await silo.Residents.PinAsync(_columns!, which, scan, cancellation);
            try
            {
                await ReadAsync(pins, ComputePriority.Question, cancellation);
                return pins;
            }
            catch
            {
                pins.Dispose();
                throw;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    // Of a text of which nothing is kept, as the silo that had read it is lost: one reading for all columns, so that the next question reads none.
    private async Task ReadAllAgainAsync(string scan, CancellationToken cancellation)
    {
        int[] all = [.. Enumerable.Range(0, _columns!.Count)];
        if (!_source!.IsEmpty || !SplitReader.ReadsAll(_spec!.Split.Value) || all.Any(c => _columns[c].Column is not null))
            return;
        try
        {
            using var pins = await silo.Residents.PinAsync(_columns, all, scan, cancellation);
            await ReadAsync(pins, ComputePriority.Question, cancellation);
        }
        catch (MemoryBudgetException)
        {
            // Some of the columns may fit.
        }
    }

    private async Task ReadAllAsync(PartitionSpec spec, CancellationToken cancellation)
    {
        int[] all = [.. Enumerable.Range(0, _columns!.Count)];
        using var pins = await silo.Residents.PinAsync(_columns, all, spec.Split.Value.Path, cancellation);
        var loaded = await pool.RunAsync(end => _source!.ReadAll(spec, bytesRead, end), ComputePriority.Load, cancellation, new WorkLabel(WorkKind.Load, null, key), static read => read.Rows);
        Fill(pins, all, loaded.Batches.Single().Columns);
        Found = FoundColumns.Of(loaded);
    }

    private async Task AdoptAsync(LoadedSplit present, CancellationToken cancellation)
    {
        int[] all = [.. Enumerable.Range(0, _columns!.Count)];
        var values = present.Batches.Single().Columns;
        foreach (int c in all)
            silo.Residents.Fill(_columns, c, values[c]);
        Found = FoundColumns.Of(present);
        await pool.RunAsync(
            end =>
            {
                _source!.Keep(all, values, end);
                return true;
            },
            ComputePriority.Load, cancellation, new WorkLabel(WorkKind.Load, null, key, Found.Rows));
    }

    private async Task WidenAsync(int[] which, PartitionSpec spec, CancellationToken cancellation)
    {
        using var pins = await silo.Residents.PinAsync(_columns!, which, key, cancellation);
        await ReadAsync(pins, ComputePriority.Load, cancellation);
        Column[] values = [.. which.Select(pins.Column)];
        var widened = await pool.RunAsync(end => _source!.Widen(Found!, which, values, spec, bytesRead, end), ComputePriority.Load, cancellation, new WorkLabel(WorkKind.Load, null, key, Found!.Rows));
        Fill(pins, which, widened.Batches.Single().Columns);
        Found = Found!.With(which, widened);
    }

    // Under the types that were found, or given since: those that the cache has them in.
    private async Task ReadAsync(ColumnPins pins, ComputePriority priority, CancellationToken cancellation)
    {
        if (pins.Missing is not { Length: > 0 } missing)
            return;
        var (spec, found) = (_spec!, Found!.Schema);
        Fill(pins, missing, await pool.RunAsync(end => _source!.Read(missing, spec, found, bytesRead, end), priority, cancellation, new WorkLabel(WorkKind.Load, null, key, Found.Rows)));
    }

    private static void Fill(ColumnPins pins, int[] which, IReadOnlyList<Column> values)
    {
        for (int i = 0; i < which.Length; i++)
            pins.Fill(which[i], values[i]);
    }

    private static long[] Expected(PartitionSpec spec)
    {
        int count = spec.Schema.Value.Count;
        return spec.ColumnBytes is { } each && each.Count == count ? [.. each] : [.. Enumerable.Repeat(Math.Max(1, spec.ExpectedBytes / Math.Max(1, count)), count)];
    }
}
