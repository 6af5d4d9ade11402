namespace Grid.Grains;

/// <summary>Holds one partition's rows and computes scans over them, on the silo's compute pool.</summary>
[Reentrant, PlacedByBytes]
public sealed class PartitionGrain(
    ComputePool pool, SiloMemory memory, LoadMemory loads, SiloHoldings holdings, LivePartitions live, SiloRehearsal rehearsal, TextsAhead texts, ResidentServices residents, JoinStore joins, GridSiloOptions silo) : Grain, IPartitionGrain, IProgress<long>
{
    private readonly ChangeSignal _changes = new();
    private readonly CancellationTokenSource _end = new();
    private readonly WorkUnderWay<(string Query, int Number), ScanReply> _scans = new();
    private readonly WorkUnderWay<string, RowChunks> _readers = new();
    private PartitionSpec? _spec;
    private Task _loading = Task.CompletedTask;
    private PartitionData? _present;
    private Fault? _fault;
    private long _bytesRead;
    private long _bytesTold;
    private bool _hasNoRoom;

    private string Key => this.GetPrimaryKeyString();

    private PartitionData Data => _present ??= new PartitionData(Key, pool, residents, this);

    private PartitionRoom Room => new(Key, memory, loads);

    // Whoever asks from now on is to ask again, and finds the next activation.
    private bool IsEnding => _hasNoRoom || _end.IsCancellationRequested;

    /// <inheritdoc/>
    public async Task<PartitionStatus> LoadAsync(PartitionSpec spec, long version, CancellationToken cancellation)
    {
        if (!IsEnding && !spec.IsSameAs(_spec) && await TakesRoomAsync(spec, () => Room.TryExpectAsync(spec.ExpectedBytes)) && !spec.IsSameAs(_spec) && !IsEnding)
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
        if (!Data.IsLoaded && !IsEnding)
            _ = ReadyAsync(_end.Token).SettledAsync();
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
            if (await _scans.TakeAsync(key, end => JoinStore.UntilKeptAsync(() => ScanAsync(request, end), end), _end.Token, cancellation) is not { } reply)
                return new ScanReply(null, 0);
            _scans.Forget(key);
            return reply;
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
            var chunks = await _readers.TakeAsync(request.Reader, end => JoinStore.UntilKeptAsync(() => TakeRowsAsync(request, end), end), _end.Token, cancellation);
            if (chunks is null)
                return new RowsReply(null, false);
            var (chunk, last) = chunks.IsSorted
                ? await pool.RunAsync(_ => chunks.From(request.FirstRow), ComputePriority.Question, cancellation, new WorkLabel(WorkKind.Scan, null, Key), static sent => sent.Rows.Length)
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
        live.Add(Key, () => DropAsync(CancellationToken.None));
        _loading = RunLoadAsync(spec, _loading);
    }

    private async Task RunLoadAsync(PartitionSpec spec, Task before)
    {
        await before;
        try
        {
            await GridTelemetry.LoadAsync(Key, async () =>
            {
                await Data.LoadAsync(spec, _end.Token);
                return true;
            });
            // What need not be in memory is accounted for as it comes and goes.
            if (!spec.IsOnDemand)
            {
                if (!Room.TryHold(Data.Bytes))
                {
                    GoElsewhere();
                    throw HasNoRoom();
                }
                holdings.Add(Key, Data.Bytes);
                if (Data.Table is { } table)
                {
                    rehearsal.Consider(Key, table);
                    texts.Begin(table);
                }
            }
        }
        catch (Exception e)
        {
            Data.Clear();
            (_spec, _fault) = (null, Fault.From(e));
            holdings.Remove(Key);
            Room.Free();
            DelayDeactivation(TimeSpan.Zero);
        }
        _changes.Advance();
    }

    private async Task<ScanReply> ScanAsync(ScanRequest request, CancellationToken cancellation)
    {
        await ReadyAsync(cancellation);
        return await Reading(_spec!).ScanAsync(request, cancellation);
    }

    private async Task<RowChunks> TakeRowsAsync(RowsRequest request, CancellationToken cancellation)
    {
        await ReadyAsync(cancellation);
        return await Reading(_spec!).TakeRowsAsync(request, cancellation);
    }

    private PartitionReading Reading(PartitionSpec spec) => new(Key, spec, Data, pool, memory, residents, joins, Room.Title);

    // The silo that held the rows is gone, or was started anew: the manifest says where they came from.
    private async Task ReadyAsync(CancellationToken cancellation)
    {
        await _loading;
        if (Data.IsReady)
            return;
        var key = PartitionKey.Parse(Key);
        var spec = await GrainFactory.GetGrain<IDatasetGrain>(key.Dataset).GetPartitionAsync(key.Load, key.Index, cancellation);
        if (!spec.IsSameAs(_spec))
        {
            if (!await TakesRoomAsync(spec, () => Room.TryReserveAsync(spec.ExpectedBytes)))
                throw HasNoRoom();
            if (!spec.IsSameAs(_spec))
                StartLoad(spec);
        }
        await _loading;
        if (!Data.IsReady)
        {
            throw _fault?.ToException()
                ?? new DatasetException($"partition {key.Index} of '{key.Dataset}' no longer has the types of the dataset: its source has changed. Load it again.");
        }
    }

    // False where this silo has no room and another has: this activation ends, and the next is placed there.
    private async Task<bool> TakesRoomAsync(PartitionSpec spec, Func<Task<bool>> take)
    {
        if (spec.IsOnDemand || Data.IsLoaded || await take())
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
        Data.Clear();
        _spec = null;
        live.Remove(Key);
        holdings.Remove(Key);
        Room.Free();
        _changes.Advance();
    }

    private PartitionStatus Status()
    {
        _bytesTold = Interlocked.Read(ref _bytesRead);
        var status = new PartitionStatus { Version = _changes.Version, BytesRead = _bytesTold, Silo = silo.Name, Fault = _fault };
        return Data.IsLoaded && _loading.IsCompleted ? Data.Tell(status) : status;
    }
}
