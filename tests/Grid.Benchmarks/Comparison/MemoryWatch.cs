namespace Grid.Benchmarks;

/// <summary>Polls the memory of a process and all below it, and keeps the most that it has seen.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly int _process;
    private readonly Timer? _timer;
    private readonly Lock _lock = new();
    private long _peak;

    public MemoryWatch(int process, TimeSpan interval)
    {
        _process = process;
        if (ProcessTree.IsSupported)
            _timer = new Timer(_ => Sample(), null, interval, interval);
    }

    /// <summary>Resident bytes now and at most since it was last asked, and seconds of processor time so far; zeros where the system does not tell.</summary>
    public ((long Bytes, long Peak) Memory, double Seconds) Take()
    {
        if (_timer is null)
            return ((0, 0), 0);
        var (bytes, seconds) = Sample();
        lock (_lock)
        {
            long peak = _peak;
            _peak = 0;
            return ((bytes, peak), seconds);
        }
    }

    public double MachineSeconds() => _timer is null ? 0 : ProcessTree.MachineSeconds();

    public void Dispose() => _timer?.Dispose();

    private (long Bytes, double Seconds) Sample()
    {
        var now = ProcessTree.Measure(_process);
        lock (_lock)
            _peak = Math.Max(_peak, now.Bytes);
        return now;
    }
}
