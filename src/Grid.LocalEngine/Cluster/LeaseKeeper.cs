namespace Grid.LocalEngine;

/// <summary>
/// Renews a silo's lease, on a thread of its own that no busy pool holds up. A lease that could not be renewed in time holds
/// no longer, whether others have noticed or not: a silo that was suspended serves nothing from before.
/// </summary>
internal sealed class LeaseKeeper : IDisposable
{
    private readonly ClusterFolder _folder;
    private readonly SiloInfo _silo;
    private readonly TimeSpan _leaseTime;
    private readonly Func<LeaseBeat> _beat;
    private readonly Action _lost;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private long _renewed = Environment.TickCount64;
    private volatile bool _isLost;

    public LeaseKeeper(ClusterFolder folder, SiloInfo silo, TimeSpan leaseTime, Func<LeaseBeat> beat, Action lost)
    {
        (_folder, _silo, _leaseTime, _beat, _lost) = (folder, silo, leaseTime, beat, lost);
        folder.Add(silo, beat());
        _thread = new Thread(Keep) { IsBackground = true, Name = "Grid lease", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Whether the silo may serve: the lease was not taken, and was renewed in time.</summary>
    public bool Holds => !_isLost && Environment.TickCount64 - Interlocked.Read(ref _renewed) <= _leaseTime.TotalMilliseconds;

    /// <summary>Renews now, so that others see a new state.</summary>
    public void Renew()
    {
        var beat = _beat();
        long now = Environment.TickCount64;
        // What lapsed while this process stood still, even here, may have been given to others: it is not taken up again.
        if (!Holds || !_folder.Renew(_silo.Name, beat with { Renewed = now }) || !Holds)
        {
            _isLost = true;
            return;
        }
        Interlocked.Exchange(ref _renewed, now);
    }

    /// <summary>Ends the lease.</summary>
    public void Dispose()
    {
        _stop.Set();
        if (Thread.CurrentThread != _thread)
            _thread.Join();
        _folder.Remove(_silo.Name);
        _isLost = true;
    }

    private void Keep()
    {
        var period = _leaseTime / 6;
        while (!_stop.Wait(period) && !_isLost)
        {
            try
            {
                Renew();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Tried again; a lease that cannot be renewed in time runs out.
            }
        }
        if (!_stop.IsSet)
        {
            _folder.Remove(_silo.Name);
            _lost();
        }
    }
}
