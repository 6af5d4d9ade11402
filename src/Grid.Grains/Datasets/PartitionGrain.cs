using Grid.Columns;
using Grid.Query;
using Grid.Sources;

namespace Grid.Grains;

/// <summary>Holds one partition's rows and computes scans over them, on the silo's compute pool.</summary>
[Reentrant, PlacedByBytes]
public sealed class PartitionGrain(ComputePool pool, SiloMemory memory, LoadMemory loads, SiloHoldings holdings, SiloRehearsal rehearsal, GridSiloOptions silo) : Grain, IPartitionGrain, IProgress<long>
{
    private readonly ChangeSignal _changes = new();
    private readonly CancellationTokenSource _end = new();
    private readonly WorkUnderWay<(string Query, int Number), AggregateState> _scans = new();
    private readonly WorkUnderWay<string, RowChunks> _readers = new();
    private PartitionSpec? _spec;
    private Task _loading = Task.CompletedTask;
    private PartitionRows? _rows;
    private Fault? _fault;
    private long _bytesRead;
    private long _bytesTold;
    private bool _hasNoRoom;

    private string Key => this.GetPrimaryKeyString();

    private PartitionRoom Room => new(Key, memory, loads);

    // Whoever asks from now on is to ask again, and finds the next activation.
    private bool IsEnding => _hasNoRoom || _end.IsCancellationRequested;

    /// <inheritdoc/>
    public async Task<PartitionStatus> LoadAsync(PartitionSpec spec, long version, CancellationToken cancellation)
    {
        if (!IsEnding && !spec.IsSameAs(_spec) && await TakesRoomAsync(() => Room.TryExpectAsync(spec.ExpectedBytes)) && !spec.IsSameAs(_spec) && !IsEnding)
            StartLoad(spec);
        if (IsEnding)
            return await EndingAsync(cancellation);
        long until = Environment.TickCount64 + (long)ChangeSignal.PollTimeout.TotalMilliseconds;
        while (_changes.Version == version && Environment.TickCount64 < until)
        {
            await _changes.WaitAsync(version, ChangeSignal.PollInterval, cancellation);
            if (_bytesTold != Interlocked.Read(ref _bytesRead))
                _changes.Advance();
        }
        // What failed because this activation ends under it has not failed: asked again, the next one loads.
        return IsEnding || _fault is { Kind: FaultKind.Cancelled } ? await EndingAsync(cancellation) : Status();
    }

    /// <inheritdoc/>
    public Task WarmAsync(CancellationToken cancellation)
    {
        // Nobody waits for it: what fails now fails again for whoever asks.
        if (_rows is null && !IsEnding)
            _ = ReloadAsync(_end.Token).SettledAsync();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ScanReply> ComputeAsync(ScanRequest request, CancellationToken cancellation)
    {
        if (IsEnding)
        {
            await Task.Delay(ChangeSignal.PollInterval, cancellation);
            return new ScanReply(null, 0);
        }
        try
        {
            var key = (request.Query, request.Number);
            var state = await _scans.TakeAsync(key, end => ComputeAsync(request.Scan, end), _end.Token, cancellation);
            if (state is null)
                return new ScanReply(null, 0);
            _scans.Forget(key);
            return new ScanReply(state, 1);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // This activation ends under the question: asked again, the next one loads the rows, or knows that they were dropped.
            return await IsEndOfThisAsync(e, cancellation) ? new ScanReply(null, 0) : new ScanReply(null, 0, Fault.From(e));
        }
    }

    /// <inheritdoc/>
    public async Task<RowsReply> ReadRowsAsync(RowsRequest request, CancellationToken cancellation)
    {
        if (IsEnding)
        {
            await Task.Delay(ChangeSignal.PollInterval, cancellation);
            return new RowsReply(null, false);
        }
        try
        {
            var chunks = await _readers.TakeAsync(request.Reader, end => TakeRowsAsync(request.Rows, end), _end.Token, cancellation);
            if (chunks is null)
                return new RowsReply(null, false);
            var (chunk, last) = chunks.IsSorted
                ? await pool.RunAsync(_ => chunks.From(request.FirstRow), ComputePriority.Question, cancellation)
                : chunks.From(request.FirstRow);
            if (last)
                _readers.Forget(request.Reader);
            return new RowsReply(chunk, last);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return await IsEndOfThisAsync(e, cancellation) ? new RowsReply(null, false) : new RowsReply(null, false, Fault.From(e));
        }
    }

    /// <inheritdoc/>
    public async Task DropAsync(CancellationToken cancellation)
    {
        await FreeAsync();
        DelayDeactivation(TimeSpan.Zero);
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => FreeAsync();

    void IProgress<long>.Report(long value)
    {
        Interlocked.Add(ref _bytesRead, value);
        GridTelemetry.BytesRead.Add(value);
    }

    private void StartLoad(PartitionSpec spec)
    {
        _end.Token.ThrowIfCancellationRequested();
        _spec = spec;
        _fault = null;
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        _loading = RunLoadAsync(spec, _loading);
    }

    private async Task RunLoadAsync(PartitionSpec spec, Task before)
    {
        await before;
        try
        {
            var present = _rows;
            _rows = await GridTelemetry.LoadAsync(Key, () => pool.RunAsync(end => PartitionRows.Load(spec, present, this, end), ComputePriority.Load, _end.Token));
            if (present is null)
                GridTelemetry.RowsLoaded.Add(_rows.Loaded.Rows);
            if (!Room.TryHold(BytesHeld()))
            {
                GoElsewhere();
                throw HasNoRoom();
            }
            holdings.Add(Key, BytesHeld());
            if (_rows.Table is { } table)
                rehearsal.Consider(PartitionKey.Parse(Key).Load, table);
        }
        catch (Exception e)
        {
            (_rows, _spec, _fault) = (null, null, Fault.From(e));
            holdings.Remove(Key);
            Room.Free();
            DelayDeactivation(TimeSpan.Zero);
        }
        _changes.Advance();
    }

    private async Task<AggregateState> ComputeAsync(Encoded<Scan> scan, CancellationToken cancellation)
    {
        var table = _rows?.Table ?? await ReloadAsync(cancellation);
        return await GridTelemetry.ScanAsync(Key, () => pool.RunAsync(end => AtLine(() => scan.Value.Compute(table, end), end), ComputePriority.Question, cancellation));
    }

    private async Task<RowChunks> TakeRowsAsync(Encoded<RowsSpec> rows, CancellationToken cancellation)
    {
        var table = _rows?.Table ?? await ReloadAsync(cancellation);
        return await pool.RunAsync(end => AtLine(() => RowChunks.Cut(table, rows.Value, end), end), ComputePriority.Question, cancellation);
    }

    // A row whose value cannot be computed is told by its file and line, as one that cannot be read is.
    private T AtLine<T>(Func<T> work, CancellationToken cancellation)
    {
        var spec = _spec;
        try
        {
            return work();
        }
        catch (QuestionException e) when (spec is not null && e.Row is { } row && row >= spec.FirstRow)
        {
            var split = spec.Split.Value;
            throw RowLines.Of(split, spec.Options.Value, spec.Schema.Value.Count, row - spec.FirstRow, cancellation) is { } line ? e.At(split.Path, line) : e;
        }
    }

    // The silo that held the rows is gone, or was started anew: the manifest says where they came from.
    private async Task<PartitionTable> ReloadAsync(CancellationToken cancellation)
    {
        await _loading;
        if (_rows?.Table is not { } table)
        {
            var key = PartitionKey.Parse(Key);
            var dataset = GrainFactory.GetGrain<IDatasetGrain>(key.Dataset);
            var spec = await dataset.GetPartitionAsync(key.Load, key.Index, cancellation);
            if (!spec.IsSameAs(_spec))
            {
                if (!await TakesRoomAsync(() => Room.TryReserveAsync(spec.ExpectedBytes)))
                    throw HasNoRoom();
                if (!spec.IsSameAs(_spec))
                    StartLoad(spec);
            }
            await _loading;
            table = _rows?.Table ?? throw (_fault?.ToException()
                ?? new DatasetException($"partition {key.Index} of '{key.Dataset}' no longer has the types of the dataset: its source has changed. Load it again."));
        }
        return table;
    }

    // False where this silo has no room and another has: this activation ends, and the next is placed there.
    private async Task<bool> TakesRoomAsync(Func<Task<bool>> take)
    {
        if (_rows is not null || await take())
            return true;
        GoElsewhere();
        return false;
    }

    private void GoElsewhere()
    {
        _hasNoRoom = true;
        DeactivateOnIdle();
    }

    private OperationCanceledException HasNoRoom() => new($"Partition '{Key}' goes to a silo that has room.");

    private async Task<bool> IsEndOfThisAsync(Exception exception, CancellationToken cancellation)
    {
        if (IsEnding)
            return true;
        if (!TransientFault.IsCutShort(exception))
            return false;
        await Task.Delay(ChangeSignal.PollInterval, cancellation);
        return true;
    }

    private async Task<PartitionStatus> EndingAsync(CancellationToken cancellation)
    {
        await Task.Delay(ChangeSignal.PollInterval, cancellation);
        return new PartitionStatus { Silo = silo.Name };
    }

    private async Task FreeAsync()
    {
        await _end.CancelAsync();
        await _loading;
        await _scans.EndAsync();
        await _readers.EndAsync();
        (_rows, _spec) = (null, null);
        holdings.Remove(Key);
        Room.Free();
        _changes.Advance();
    }

    private PartitionStatus Status()
    {
        _bytesTold = Interlocked.Read(ref _bytesRead);
        bool ready = _rows is not null && _loading.IsCompleted;
        return new PartitionStatus
        {
            Version = _changes.Version,
            IsReady = ready,
            BytesRead = _bytesTold,
            Rows = ready ? _rows!.Loaded.Rows : 0,
            BytesHeld = ready ? BytesHeld() : 0,
            Notes = ready ? new Encoded<SourceNotes>(_rows!.Loaded.Notes) : null,
            Schema = ready ? new Encoded<Schema>(_rows!.Loaded.Schema) : null,
            Storage = ready ? new Encoded<TableStorage>(TableStorage.Of(_rows!.Loaded)) : null,
            Silo = silo.Name,
            Fault = _fault,
        };
    }

    private long BytesHeld() => _rows!.Loaded.Batches.Sum(batch => batch.ByteSize);
}
