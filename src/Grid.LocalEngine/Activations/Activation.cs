namespace Grid.LocalEngine;

/// <summary>
/// One grain in memory: its object, its turns, the calls that run and those that wait.
/// The lock guards the lists and the state; the grain's code runs on the turn scheduler and never under the lock.
/// </summary>
internal sealed class Activation : IGrainContext, ICallTarget
{
    private readonly Lock _gate = new();
    private readonly GrainClass _class;
    private readonly TurnScheduler _turns;
    private readonly List<GrainCall> _running = [];
    private readonly List<GrainCall> _waiting = [];
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActivationState _state;
    private DeactivationReason _reason;
    private Grain? _grain;
    private long _lastUse;
    private long _keepUntil = long.MinValue;

    public Activation(LocalSilo silo, GrainId id, GrainClass grainClass)
    {
        (Silo, GrainId, _class) = (silo, id, grainClass);
        _turns = new TurnScheduler(silo.Options.LongTurn, took => EngineLog.LongTurn(silo.Log, id, took.TotalSeconds));
        _lastUse = Environment.TickCount64;
    }

    /// <summary>The activation whose grain is being constructed on this thread.</summary>
    [field: ThreadStatic]
    public static Activation? BeingMade { get; set; }

    public LocalSilo Silo { get; }

    public GrainId GrainId { get; }

    public object? GrainInstance => _grain;

    /// <summary>Completed when the activation has ended.</summary>
    public Task Gone => _gone.Task;

    public bool TryDeliver(GrainCall call)
    {
        lock (_gate)
        {
            if (_state == ActivationState.Gone)
                return false;
            if (_state == ActivationState.New)
            {
                _state = ActivationState.Activating;
                RunTurn(ActivateAsync);
            }
            if (_state != ActivationState.Active || !MayRun(call))
            {
                _waiting.Add(call);
                return true;
            }
            _running.Add(call);
        }
        RunTurn(() => RunAsync(call));
        return true;
    }

    /// <summary>Ends the activation once the calls that run are done.</summary>
    public void Deactivate(DeactivationReason reason)
    {
        lock (_gate)
        {
            if (_state is ActivationState.Deactivating or ActivationState.Gone)
                return;
            var was = _state;
            (_state, _reason) = (ActivationState.Deactivating, reason);
            if (was == ActivationState.Activating || _running.Count > 0)
                return;
        }
        RunTurn(DeactivateAsync);
    }

    /// <summary>Ends the activation if it has had nothing to do since then and may be collected.</summary>
    public void Collect(TimeSpan age)
    {
        long now = Environment.TickCount64;
        lock (_gate)
        {
            if (_state != ActivationState.Active || _running.Count > 0 || now < _keepUntil || now - _lastUse < age.TotalMilliseconds)
                return;
        }
        Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, $"Idle for {age}."));
    }

    /// <summary>Fails the calls that run, so that the grain can end soon.</summary>
    public void AbortCalls(Exception exception)
    {
        GrainCall[] calls;
        lock (_gate)
            calls = [.. _running, .. _waiting];
        foreach (var call in calls)
            call.Abort(exception);
    }

    public void DelayDeactivation(TimeSpan time)
    {
        lock (_gate)
        {
            _keepUntil = time == Timeout.InfiniteTimeSpan || time == TimeSpan.MaxValue ? long.MaxValue
                : time <= TimeSpan.Zero ? long.MinValue
                : Environment.TickCount64 + (long)time.TotalMilliseconds;
        }
    }

    private void RunTurn(Func<Task> turn) =>
        Task.Factory.StartNew(turn, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _turns);

    private bool MayRun(GrainCall call) => _running.Count == 0 || _class.IsReentrant || call.Method.AlwaysInterleave
        || (call.Method.ReadOnly && _running.TrueForAll(running => running.Method.ReadOnly));

    private async Task RunAsync(GrainCall call)
    {
        // A call whose caller has given up while it waited is not worth a turn.
        if (!call.Response.IsCompleted)
            await call.RunAsync(_grain!).ConfigureAwait(false);
        Finish(call);
    }

    private void Finish(GrainCall call)
    {
        bool deactivate = false;
        List<GrainCall>? started = null;
        lock (_gate)
        {
            _running.Remove(call);
            _lastUse = Environment.TickCount64;
            if (_state == ActivationState.Active)
                started = TakeRunnable();
            else
                deactivate = _running.Count == 0;
        }
        Start(started);
        if (deactivate)
            RunTurn(DeactivateAsync);
    }

    private List<GrainCall>? TakeRunnable()
    {
        List<GrainCall>? started = null;
        for (int i = 0; i < _waiting.Count;)
        {
            var call = _waiting[i];
            if (!MayRun(call))
            {
                i++;
                continue;
            }
            _waiting.RemoveAt(i);
            _running.Add(call);
            (started ??= []).Add(call);
        }
        return started;
    }

    private void Start(List<GrainCall>? calls)
    {
        foreach (var call in calls ?? [])
            RunTurn(() => RunAsync(call));
    }

    private async Task ActivateAsync()
    {
        try
        {
            _grain = await _class.CreateAsync(this).ConfigureAwait(true);
            using var limit = new CancellationTokenSource(Silo.Options.ResponseTimeout);
            await _grain.OnActivateAsync(limit.Token).ConfigureAwait(true);
        }
        catch (Exception e)
        {
            EngineLog.ActivationFailed(Silo.Log, GrainId, e);
            foreach (var call in End())
                call.Fail(e);
            return;
        }
        List<GrainCall>? started = null;
        bool isUp;
        lock (_gate)
        {
            // Its end may have been asked for while it came up.
            isUp = _state == ActivationState.Activating;
            if (isUp)
            {
                _state = ActivationState.Active;
                started = TakeRunnable();
            }
        }
        Start(started);
        if (!isUp)
            await DeactivateAsync().ConfigureAwait(true);
    }

    private async Task DeactivateAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(Silo.Options.DeactivationTimeout);
            if (_grain is not null)
                await _grain.OnDeactivateAsync(_reason, limit.Token).ConfigureAwait(true);
        }
        catch (Exception e)
        {
            EngineLog.DeactivationFailed(Silo.Log, GrainId, e);
        }
        if (_reason.ReasonCode == DeactivationReasonCode.ApplicationRequested)
            await Silo.ReleaseAsync(this).ConfigureAwait(true);
        foreach (var call in End())
            Silo.Deliver(call);
    }

    private List<GrainCall> End()
    {
        Silo.Forget(this);
        List<GrainCall> left;
        lock (_gate)
        {
            _state = ActivationState.Gone;
            left = [.. _waiting];
            _waiting.Clear();
        }
        _gone.TrySetResult();
        return left;
    }
}
