using System.Diagnostics;

namespace Grid.Hosting;

/// <summary>
/// Notices that the whole process stood still, as one does that was suspended, for longer than others wait for a silo. Its place may be
/// another's by then, and where nobody is there to say so, nobody would. A thread of its own looks at a clock that goes on
/// meanwhile: it is late by seconds where all threads are, and not where the pool is busy.
/// </summary>
internal sealed class StandstillGuard(SiloLifeline lifeline) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>How long it may stand still: others count from when it last said that it is alive, which was up to a pace before.</summary>
    public static readonly TimeSpan Limit = Undertaker.Limit - Undertaker.Pace;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly Lock _look = new();
    private long _seen = Stopwatch.GetTimestamp();
    private bool _watches;
    private bool _stoodStill;

    /// <summary>Whether the silo's place is lost. It is known before anything else is done after a standstill by whoever asks first.</summary>
    public bool StoodStill
    {
        get
        {
            lock (_look)
                return Look();
        }
    }

    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(StandstillGuard), ServiceLifecycleStage.AfterRuntimeGrainServices, _ => StartAsync(), _ => EndAsync());

    public void Dispose() => EndAsync();

    private Task StartAsync()
    {
        lock (_look)
            (_seen, _watches) = (Stopwatch.GetTimestamp(), true);
        new Thread(Watch) { IsBackground = true, Name = "Grid standstill guard" }.Start();
        return Task.CompletedTask;
    }

    private Task EndAsync()
    {
        lock (_look)
            _watches = false;
        return Task.CompletedTask;
    }

    private void Watch()
    {
        while (true)
        {
            lock (_look)
            {
                if (!_watches || Look())
                    return;
                _seen = Stopwatch.GetTimestamp();
            }
            Thread.Sleep(Pace);
        }
    }

    private bool Look()
    {
        var stood = Stopwatch.GetElapsedTime(_seen);
        if (_stoodStill || !_watches || stood < Limit)
            return _stoodStill;
        _stoodStill = true;
        lifeline.OnFatalException(this, $"the process stood still for {stood.TotalSeconds:0} s, longer than others wait for a silo");
        return true;
    }
}
