using System.Text;
using Grid.Sources;
using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>Plans and loads a dataset, keeps its manifest, and tells observers how far it is.</summary>
[Reentrant]
public sealed class DatasetGrain(
    ComputePool pool, LoadMemory memory, PlansAhead ahead, GridSiloOptions silo, ILogger<DatasetGrain> log,
    [PersistentState("manifest", "grid")] IPersistentState<ManifestState> stored) : Grain, IDatasetGrain
{
    private readonly ChangeSignal _changes = new();
    private DatasetPhase _phase;
    private CancellationTokenSource _cancel = new();
    private Task _work = Task.CompletedTask;
    private LoadPlan? _plan;
    private DatasetLoad? _load;
    private Manifest? _manifest;
    private DatasetManifest? _forQuestions;
    private Fault? _fault;
    private bool _silosEnd;
    private long _observed = Environment.TickCount64;
    private string _request = "";

    private string Key => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A silo that was lost under this grain has left the load, or the plan, where it was.
        var state = stored.State;
        if (state.Manifest is not null)
        {
            Adopt(Decode<Manifest>(state.Manifest));
        }
        else if (state is { Plan: not null, Load: not null })
        {
            _plan = Decode<LoadPlan>(state.Plan);
            StartLoad(_plan, state.Load);
        }
        else if (state.Request is not null)
        {
            StartPlan(Decode<PlanRequest>(state.Request));
        }
        if (state.IsLeased)
            _ = DropUnobservedAsync();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // What is under way is taken up by the next activation, on another silo or after a restart.
        _silosEnd = true;
        await StopWorkAsync();
    }

    /// <inheritdoc/>
    public async Task PlanAsync(PlanRequest request, CancellationToken cancellation)
    {
        if (_request.Length > 0 && request.Name == _request)
            return;
        if (_phase is not (DatasetPhase.Empty or DatasetPhase.Planned or DatasetPhase.Failed))
            throw new DatasetException($"dataset '{Key}' is {DatasetProgress.Describe(_phase)} already; 'grid drop {Key}' frees it, or give this one another name.");
        (_plan, _fault, _phase, _request) = (null, null, DatasetPhase.Planning, request.Name);
        try
        {
            await StoreAsync(new ManifestState { Request = Encode(request), IsNamed = request.IsNamed, IsLeased = request.IsLeased, IsInMemory = request.IsInMemory, IsLazy = request.IsLazy });
        }
        catch
        {
            (_phase, _request) = (DatasetPhase.Empty, "");
            throw;
        }
        StartPlan(request);
        if (request.IsLeased)
            _ = DropUnobservedAsync();
    }

    /// <inheritdoc/>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        if (_phase is DatasetPhase.Loading or DatasetPhase.Ready)
            return;
        // A silo that was lost has left it to this one to plan anew.
        if (_phase == DatasetPhase.Planning)
            await _work.WaitAsync(ChangeSignal.PollTimeout, cancellation);
        if (_silosEnd)
            throw new TimeoutException($"The silo of dataset '{Key}' ends; another is to be asked.");
        if (_phase is DatasetPhase.Loading or DatasetPhase.Ready)
            return;
        if (_plan is not { } plan)
            throw _fault?.ToException() ?? new DatasetException($"dataset '{Key}' is {DatasetProgress.Describe(_phase)}; plan it before it is loaded.");
        string name = Guid.NewGuid().ToString("N");
        _phase = DatasetPhase.Loading;
        try
        {
            await StoreAsync(new ManifestState { Plan = Encode(plan), Load = name, IsNamed = stored.State.IsNamed, IsLeased = stored.State.IsLeased, IsInMemory = stored.State.IsInMemory, IsLazy = stored.State.IsLazy });
        }
        catch
        {
            _phase = DatasetPhase.Planned;
            throw;
        }
        StartLoad(plan, name);
    }

    /// <inheritdoc/>
    public async Task<DatasetStatus> ObserveAsync(long version, CancellationToken cancellation)
    {
        _observed = Environment.TickCount64;
        await _changes.WaitAsync(version, ChangeSignal.PollTimeout, cancellation);
        return Status();
    }

    /// <inheritdoc/>
    public Task<DatasetManifest> GetManifestAsync(CancellationToken cancellation) =>
        Task.FromResult(_forQuestions ?? throw NotLoaded());

    /// <inheritdoc/>
    public Task<PartitionSpec> GetPartitionAsync(string load, int index, CancellationToken cancellation)
    {
        if (_manifest is not { } manifest || manifest.Load != load)
            throw NotLoaded();
        var partition = manifest.Partitions[index];
        return Task.FromResult(manifest.SpecOf(partition, _forQuestions!.Schema));
    }

    /// <inheritdoc/>
    public Task<bool> HoldsAsync(string load, CancellationToken cancellation) => Task.FromResult(_phase is DatasetPhase.Planning or DatasetPhase.Loading || _manifest?.Load == load);

    /// <inheritdoc/>
    public async Task UnloadAsync(CancellationToken cancellation)
    {
        await StopWorkAsync();
        _cancel = new CancellationTokenSource();
        var manifest = _manifest;
        var (isNamed, isLeased, isInMemory, isLazy) = (stored.State.IsNamed, stored.State.IsLeased, stored.State.IsInMemory, stored.State.IsLazy);
        (_manifest, _forQuestions, _load, _fault, _phase) = (null, null, null, null, _plan is null ? DatasetPhase.Empty : DatasetPhase.Planned);
        // First what is stored, so that no partition is loaded again after it was dropped.
        if (stored.RecordExists)
            await stored.ClearStateAsync(CancellationToken.None);
        (stored.State.IsNamed, stored.State.IsLeased, stored.State.IsInMemory, stored.State.IsLazy) = (isNamed, isLeased, isInMemory, isLazy);
        await FanOut.RunAsync(
            manifest?.Partitions.Count ?? 0,
            (i, _) => GrainFactory.GetGrain<IPartitionGrain>(new PartitionKey(Key, manifest!.Load, i).ToString()).DropAsync(CancellationToken.None),
            CancellationToken.None);
        _changes.Advance();
    }

    /// <inheritdoc/>
    public async Task DropAsync(CancellationToken cancellation)
    {
        // What is under way would give the dataset its name back.
        await StopWorkAsync();
        if (stored.State.IsNamed)
            await Catalog.RemoveAsync(CatalogKind.Dataset, Key, CancellationToken.None);
        await UnloadAsync(cancellation);
        stored.State.IsNamed = false;
        (_plan, _phase, _request) = (null, DatasetPhase.Empty, "");
        _changes.Advance();
        DelayDeactivation(TimeSpan.Zero);
        DeactivateOnIdle();
    }

    // A client that is there observes its frames now and then; what one that was killed has left behind is nobody's.
    private async Task DropUnobservedAsync()
    {
        while (!_silosEnd && _phase != DatasetPhase.Empty)
        {
            await Task.Delay(silo.FrameLease / 4);
            if (Environment.TickCount64 - _observed < silo.FrameLease.TotalMilliseconds)
                continue;
            DatasetLog.LeftBehind(log, Key);
            await DropAsync(CancellationToken.None);
            return;
        }
    }

    private async Task StopWorkAsync()
    {
        await _cancel.CancelAsync();
        await _work;
    }

    private ICatalogGrain Catalog => GrainFactory.GetGrain<ICatalogGrain>(ICatalogGrain.Key);

    private void StartPlan(PlanRequest request)
    {
        _request = request.Name;
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        _phase = DatasetPhase.Planning;
        _changes.Advance();
        Start(async cancel =>
        {
            // With the plan and not before it: a silo that is lost in between leaves both to the next activation.
            if (request.IsNamed)
                await Catalog.AddAsync(CatalogKind.Dataset, Key, cancel);
            _plan = await (ahead.Take(request.Name, cancel) ?? pool.RunAsync(end => SourcePlanner.PlanAsync(request.Paths, request.Options.Value, end).GetAwaiter().GetResult(), ComputePriority.Question, cancel));
            _phase = DatasetPhase.Planned;
        });
    }

    private void StartLoad(LoadPlan plan, string name)
    {
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        var load = new DatasetLoad(Key, name, plan, new LoadManner(stored.State.IsInMemory, stored.State.IsLazy, silo.CacheFolder), GrainFactory, memory, pool, _changes.Advance);
        (_load, _fault, _phase) = (load, null, DatasetPhase.Loading);
        _changes.Advance();
        Start(async cancel =>
        {
            try
            {
                var manifest = await load.RunAsync(cancel);
                await StoreAsync(new ManifestState { Manifest = Encode(manifest), IsNamed = stored.State.IsNamed, IsLeased = stored.State.IsLeased, IsInMemory = stored.State.IsInMemory, IsLazy = stored.State.IsLazy });
                Adopt(manifest);
            }
            catch (Exception e) when (!IsEndOfSilo(e, cancel))
            {
                // Told only when it is true that nothing stays behind.
                await load.DropAsync();
                await StoreAsync(new ManifestState { IsNamed = stored.State.IsNamed, IsLeased = stored.State.IsLeased, IsInMemory = stored.State.IsInMemory, IsLazy = stored.State.IsLazy });
                _load = null;
                throw;
            }
        });
    }

    private bool IsEndOfSilo(Exception exception, CancellationToken cancel) =>
        _silosEnd || (TransientFault.IsCutShort(exception) && !cancel.IsCancellationRequested);

    private async Task StoreAsync(ManifestState state)
    {
        stored.State = state;
        try
        {
            await stored.WriteStateAsync();
        }
        catch (InconsistentStateException)
        {
            // An activation on a silo that leaves, or was given up, has written last: it goes on with the same load, and the same comes of it.
            await stored.ReadStateAsync();
            stored.State = state;
            await stored.WriteStateAsync();
        }
    }

    // Null where nobody could read it: its encoding takes longer than all else of a small load.
    private string? Encode<T>(T value) where T : class => silo.KeepsStates ? Encoding.UTF8.GetString(WireCodec.Encode(value)) : null;

    private static T Decode<T>(string text) where T : class => WireCodec.Decode<T>(Encoding.UTF8.GetBytes(text));

    private void Start(Func<CancellationToken, Task> work)
    {
        var cancel = _cancel.Token;
        _work = RunAsync();

        async Task RunAsync()
        {
            try
            {
                await work(cancel);
            }
            catch (Exception e) when (IsEndOfSilo(e, cancel))
            {
                // Neither cancelled nor failed, by the end of this silo or of another: asked again, another activation goes on with it.
                if (_silosEnd)
                    return;
                await Task.Delay(ChangeSignal.PollInterval, CancellationToken.None);
                DelayDeactivation(TimeSpan.Zero);
                DeactivateOnIdle();
                return;
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                _phase = _plan is null ? DatasetPhase.Empty : DatasetPhase.Planned;
            }
            catch (Exception e)
            {
                (_fault, _phase) = (Fault.From(e), DatasetPhase.Failed);
                DatasetLog.Failed(log, Key, e);
            }
            _changes.Advance();
        }
    }

    private void Adopt(Manifest manifest)
    {
        _manifest = manifest;
        _forQuestions = new DatasetManifest(manifest.Schema, [.. manifest.Partitions.Select((partition, i) =>
            new PartitionEntry(new PartitionKey(Key, manifest.Load, i).ToString(), partition.Silo))], manifest.IsOnDemand);
        _phase = DatasetPhase.Ready;
    }

    private DatasetStatus Status() => DatasetProgress.Of(_plan, _load, _manifest) with { Version = _changes.Version, Phase = _phase, Fault = _fault };

    private DatasetException NotLoaded() => new($"dataset '{Key}' is {DatasetProgress.Describe(_phase)}; load it before it is asked.");
}
