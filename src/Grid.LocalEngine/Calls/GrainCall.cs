namespace Grid.LocalEngine;

/// <summary>
/// One call of a grain's method. It ends once: by the answer, by an exception, by the caller's cancellation or by its timeout.
/// In the last two cases the caller goes on at once, and the grain learns of it by its cancellation token.
/// </summary>
internal abstract class GrainCall : IDisposable
{
    private readonly object?[] _arguments;
    private readonly TimeSpan _timeout;
    private readonly long _made = Environment.TickCount64;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _ended;
    private CancellationTokenRegistration _callerCancelled;
    private CancellationTokenRegistration _timedOut;

    protected GrainCall(GrainMethod method, GrainId target, object?[] arguments, TimeSpan timeout)
    {
        (Method, Target, _arguments, _timeout) = (method, target, arguments, timeout);
        _ended = new CancellationTokenSource();
        if (method.TakesCancellation)
        {
            _caller = (CancellationToken)arguments[^1]!;
            arguments[^1] = _ended.Token;
        }
    }

    /// <summary>What is called.</summary>
    public GrainMethod Method { get; }

    /// <summary>The grain that is called.</summary>
    public GrainId Target { get; }

    /// <summary>The caller's task.</summary>
    public abstract Task Response { get; }

    /// <summary>What it answered, once it has.</summary>
    public abstract object? Result { get; }

    /// <summary>The arguments, for the wire.</summary>
    public object?[] Arguments => _arguments;

    /// <summary>How long the caller still waits.</summary>
    public TimeSpan TimeLeft => _timeout == Timeout.InfiniteTimeSpan ? _timeout
        : TimeSpan.FromMilliseconds(Math.Max(0, _timeout.TotalMilliseconds - (Environment.TickCount64 - _made)));

    /// <summary>Whom the call is delivered to for the how manyth time, from 0: calls that are sent on and on end.</summary>
    public int Deliveries { get; set; }

    /// <summary>Told when nobody waits for the answer any more.</summary>
    public CancellationTokenRegistration OnAbandoned(Action<object?> then, object? state)
    {
        try
        {
            return _ended.Token.UnsafeRegister(then, state);
        }
        catch (ObjectDisposedException)
        {
            return default; // it has ended, and there is nothing left to be told
        }
    }

    /// <summary>Ends the call with what came from elsewhere.</summary>
    public void Answer(object? result)
    {
        if (TryAnswerWith(result))
            Dispose();
    }

    /// <summary>Starts the clock and listens to the caller's token. Call once, before the call is delivered.</summary>
    public void Watch()
    {
        _timedOut = _ended.Token.UnsafeRegister(static call => ((GrainCall)call!).TimeOut(), this);
        _callerCancelled = _caller.UnsafeRegister(static call => ((GrainCall)call!).CancelByCaller(), this);
        if (_timeout != Timeout.InfiniteTimeSpan && !Response.IsCompleted)
            _ended.CancelAfter(_timeout);
    }

    /// <summary>Runs the call on the grain's object, within its turns; never throws.</summary>
    public async Task RunAsync(object grain)
    {
        try
        {
            var task = Method.Invoke(grain, _arguments);
            await task.ConfigureAwait(false);
            if (TryAnswer(task))
                Dispose();
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    /// <summary>Ends the call with an exception, unless it has ended.</summary>
    public void Fail(Exception exception)
    {
        if (TryFail(exception))
            Dispose();
    }

    /// <summary>Ends the call with an exception and tells the grain that nobody waits any more.</summary>
    public void Abort(Exception exception)
    {
        if (TryFail(exception))
            _ended.Cancel();
    }

    public void Dispose()
    {
        _callerCancelled.Unregister();
        _timedOut.Unregister();
        _ended.Dispose();
    }

    protected abstract bool TryAnswer(Task task);

    protected abstract bool TryAnswerWith(object? result);

    protected abstract bool TryFail(Exception exception);

    protected abstract bool TryCancel(CancellationToken cancellation);

    private void CancelByCaller()
    {
        if (TryCancel(_caller))
            _ended.Cancel();
    }

    // Runs within the cancellation of the grain's token, whoever cancelled it: only a timeout finds the call without an end.
    private void TimeOut()
    {
        if (TryFail(new TimeoutException($"{Method.Name} of {Target} did not answer within {_timeout.TotalSeconds:0.###} s.")))
            _callerCancelled.Unregister();
    }
}
