using System.Diagnostics;
using Grid.Columns;
using Grid.Sources;

namespace Grid.Grains;

/// <summary>
/// One load of a dataset, from its plan to its manifest, within the dataset grain's turns: the partitions are loaded in
/// parallel under the planned types; when all are there, those types are widened to hold what was found, and each
/// partition is given the types and its place among the rows. Where memory has no room for all rows, the partitions let go of theirs.
/// </summary>
internal sealed class DatasetLoad
{
    // Before this share of the source is loaded, what the partitions take says little of what all will.
    private const double ShareToTrust = 0.1;

    // So that the ledger knows, in milliseconds, that a load which waits for large partitions is still there.
    private const long ReservationAge = 20_000;

    private readonly string _dataset;
    private readonly LoadPlan _plan;
    private readonly LoadManner _manner;
    private readonly IGrainFactory _grains;
    private readonly LoadMemory _memory;
    private readonly ComputePool _pool;
    private readonly Action _changed;
    private readonly PartitionStatus?[] _statuses;
    private readonly bool[] _asked;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _bytesToReadAgain;
    private long _reserved;

    /// <param name="dataset">The dataset.</param>
    /// <param name="name">A name for the load.</param>
    /// <param name="plan">What is loaded.</param>
    /// <param name="manner">What is put into memory.</param>
    /// <param name="grains">The way to the partitions.</param>
    /// <param name="memory">Where the memory is taken from.</param>
    /// <param name="pool">For what takes time.</param>
    /// <param name="changed">Told of progress.</param>
    public DatasetLoad(string dataset, string name, LoadPlan plan, LoadManner manner, IGrainFactory grains, LoadMemory memory, ComputePool pool, Action changed)
    {
        (_dataset, Name, _plan, _manner, _grains, _memory, _pool, _changed) = (dataset, name, plan, manner, grains, memory, pool, changed);
        _statuses = new PartitionStatus?[plan.Splits.Count];
        _asked = new bool[plan.Splits.Count];
    }

    /// <summary>The name of this load.</summary>
    public string Name { get; }

    /// <summary>Why the rows are not all held in memory; null where they are.</summary>
    public OnDemand? OnDemand { get; private set; }

    /// <summary>Seconds since its start.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>How many partitions are loaded.</summary>
    public int PartitionsReady => _statuses.Count(s => s is { IsReady: true });

    /// <summary>Bytes of the source that are to be read, those that are read twice included.</summary>
    public long BytesTotal => _plan.Bytes + _bytesToReadAgain;

    /// <summary>Bytes of the source that are read.</summary>
    public long BytesRead => _statuses.Sum(s => s?.BytesRead ?? 0);

    /// <summary>Rows in the partitions that are loaded.</summary>
    public long Rows => _statuses.Sum(s => s?.Rows ?? 0);

    /// <summary>Bytes of memory that those take.</summary>
    public long BytesHeld => _statuses.Sum(s => s?.BytesHeld ?? 0);

    private string Reservation => $"{_dataset}/{Name}";

    /// <summary>Loads.</summary>
    /// <exception cref="SourceException">A file is gone, has changed, or is none of the schema.</exception>
    /// <exception cref="MemoryBudgetException">The data does not fit.</exception>
    public async Task<Manifest> RunAsync(CancellationToken cancellation)
    {
        var options = _plan.Options;
        var encodedOptions = new Encoded<CsvOptions>(options);
        var splits = _plan.Splits.Select(split => new Encoded<SourceSplit>(split)).ToArray();
        var planned = new Encoded<Schema>(_plan.Schema);

        PartitionSpec Planned(int i) => SpecOf(i, new PartitionSpec(splits[i], encodedOptions, planned, 0, Expected(i)));
        try
        {
            await ReserveAsync(MemoryEstimate.Of(_plan), 0, cancellation);
            if (IsLazy)
                await _memory.ReleaseAsync(Reservation);
            await LoadAllAsync(Planned, cancellation);
        }
        catch (MemoryBudgetException e) when (!_manner.IsInMemory && OnDemand is null)
        {
            // What is in memory already is let go when the others need the room.
            await _memory.ReleaseAsync(Reservation);
            var (_, held) = Ready();
            OnDemand = new OnDemand(e.Needed > 0 ? e.Needed : Math.Max(held, MemoryEstimate.Of(_plan)), e.Left, _manner.Cache);
            _changed();
            await LoadAllAsync(Planned, cancellation);
        }

        // One more round is the rule; another is due only where widening itself finds a type too narrow.
        var schema = _plan.Schema;
        long[] firstRows;
        do
        {
            schema = _statuses.Aggregate(schema, (joined, status) => Widening.Join(joined, status!.Schema!.Value));
            var before = options;
            (schema, options) = DateDecision.Settle(schema, FoundNotes(), options);
            if (!ReferenceEquals(options, before))
                encodedOptions = new Encoded<CsvOptions>(options);
            firstRows = FirstRows();
            _bytesToReadAgain += _plan.Splits.Where((_, i) => IsReadAgain(_statuses[i]!, schema, before, options)).Sum(split => split.Length);
            var encoded = schema.Equals(_plan.Schema) ? planned : new Encoded<Schema>(schema);
            await LoadAllAsync(i => SpecOf(i, new PartitionSpec(splits[i], encodedOptions, encoded, firstRows[i], Expected(i))), cancellation);
        }
        while (!_statuses.All(status => Widening.Join(schema, status!.Schema!.Value).Equals(schema)));

        await _memory.ReleaseAsync(Reservation);
        // What was thought not to fit may fit after all: it is all there, and would be read again if it had to go.
        bool fits = OnDemand is { } demand && BytesHeld <= demand.Given;
        return new Manifest(Name, schema, options, [.. _plan.Splits.Select((split, i) =>
            new ManifestPartition(split, firstRows[i], _statuses[i]!.Rows, _statuses[i]!.BytesHeld, _statuses[i]!.Silo))], Seconds, await NotesAsync(schema, cancellation), Storage() ?? PlannedStorage(),
            OnDemand is null || fits ? null : OnDemand with { Needed = BytesHeld }, IsLazy || fits, ColumnBytes());
    }

    /// <summary>Cancels and frees whatever the load has started.</summary>
    public async Task DropAsync()
    {
        await FanOut.RunAsync(_asked.Length, (i, _) => _asked[i] ? Partition(i).DropAsync(CancellationToken.None) : Task.CompletedTask, CancellationToken.None);
        await _memory.ReleaseAsync(Reservation);
    }

    private async Task<SourceNotes> NotesAsync(Schema loaded, CancellationToken cancellation)
    {
        var found = FoundNotes();
        return _plan.Notes.Items.Count + found.Items.Count == 0 ? found
            : await _pool.RunAsync(end => _plan.NotesOf(found, loaded, end), ComputePriority.Load, cancellation);
    }

    private TableStorage? Storage() => _statuses.All(status => status!.Storage is not null) ? _statuses.Select(status => status!.Storage!.Value).Aggregate((a, b) => a.Merge(b)) : null;

    // Of what is not read before it is asked for, the files tell how they have it and what it is expected to take.
    private TableStorage? PlannedStorage() => _plan.IsKnown ? new TableStorage([.. _plan.Columns!.Select(column => new ColumnStorage(column.Storage, column.Bytes))]) : null;

    private SourceNotes FoundNotes() =>
        _statuses.Aggregate(SourceNotes.None, (notes, status) => notes.Merge(status!.Notes?.Value ?? SourceNotes.None));

    private async Task LoadAllAsync(Func<int, PartitionSpec> specOf, CancellationToken cancellation) =>
        await FanOut.RunAsync(_plan.Splits.Count, (i, end) => LoadAsync(i, specOf(i), end), cancellation);

    private async Task LoadAsync(int index, PartitionSpec spec, CancellationToken cancellation)
    {
        _asked[index] = true;
        await LongPoll.UntilOverAsync<PartitionStatus>(async last =>
        {
            // The call itself is not cancelled: one that is still on its way when its partition is dropped would load it again.
            var status = await Partition(index).LoadAsync(spec, last?.Version ?? 0, CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            if (status.Fault is null)
                await TakeAsync(index, status, cancellation);
            return status;
        });
    }

    private async Task TakeAsync(int index, PartitionStatus status, CancellationToken cancellation)
    {
        // What is loaded stays counted while it is given other types.
        _statuses[index] = !status.IsReady && _statuses[index] is { IsReady: true } ready ? ready with { BytesRead = status.BytesRead } : status;
        if (status.IsReady || Environment.TickCount64 - _reserved > ReservationAge)
            await ReserveRestAsync(cancellation);
        _changed();
    }

    // Partitions account for what they hold; the reservation shrinks to what is still to come, judged by what has come.
    private async Task ReserveRestAsync(CancellationToken cancellation)
    {
        // Partitions that let go of their rows take room when they need it.
        if (OnDemand is not null || IsLazy)
            return;
        var (read, held) = Ready();
        await ReserveAsync((long)((_plan.Bytes - read) * BytesPerByte()), held, cancellation);
    }

    private (long Read, long Held) Ready()
    {
        long read = 0, held = 0;
        for (int i = 0; i < _statuses.Length; i++)
        {
            if (_statuses[i] is { IsReady: true } ready)
                (read, held) = (read + _plan.Splits[i].Length, held + ready.BytesHeld);
        }
        return (read, held);
    }

    // Of memory, for each of the source.
    private double BytesPerByte()
    {
        var (read, held) = Ready();
        return read >= ShareToTrust * _plan.Bytes && read > 0 ? (double)held / read : (double)MemoryEstimate.Of(_plan) / Math.Max(1, _plan.Bytes);
    }

    private Task ReserveAsync(long bytes, long held, CancellationToken cancellation)
    {
        _reserved = Environment.TickCount64;
        return _memory.ReserveAsync(Reservation, bytes, $"loading {ByteSize.Of(_plan.Bytes)} of {_plan.Kind}", held, cancellation);
    }

    private long Expected(int index) => (long)(_plan.Splits[index].Length * BytesPerByte());

    private bool IsLazy => _manner is { IsLazy: true, IsInMemory: false } && _plan.IsKnown;

    private PartitionSpec SpecOf(int index, PartitionSpec spec) => OnDemand is null && !IsLazy ? spec : spec with
    {
        IsOnDemand = true,
        IsCached = OnDemand is not null,
        // Nothing need be read before it is asked for.
        Rows = _plan.IsKnown ? _plan.Splits[index].Count : -1,
        ColumnBytes = !_plan.IsKnown || _plan.Rows == 0 ? null
            : [.. _plan.Columns!.Select(column => Math.Max(1, (long)((double)column.Bytes * _plan.Splits[index].Count / _plan.Rows)))],
    };

    private IReadOnlyList<long>? ColumnBytes() =>
        Storage() is { } storage ? [.. storage.Columns.Select(column => column.Bytes)] : _plan.IsKnown ? [.. _plan.Columns!.Select(column => column.Bytes)] : null;

    private long[] FirstRows()
    {
        var first = new long[_statuses.Length];
        for (int i = 1; i < first.Length; i++)
            first[i] = first[i - 1] + _statuses[i - 1]!.Rows;
        return first;
    }

    private static bool IsReadAgain(PartitionStatus status, Schema wanted, CsvOptions before, CsvOptions options) =>
        status.Schema!.Value.Fields.Zip(wanted.Fields).Any(pair => pair.First.Logical != LogicalType.Text && pair.Second.Logical == LogicalType.Text)
        || (!ReferenceEquals(before, options) && DateDecision.ReadsAgain(status.Notes!.Value, before, options));

    private IPartitionGrain Partition(int index) => _grains.GetGrain<IPartitionGrain>(new PartitionKey(_dataset, Name, index).ToString());
}
