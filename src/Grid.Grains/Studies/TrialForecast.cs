namespace Grid.Grains;

/// <summary>
/// How much longer the trials of a run take. Trials of one family cost alike: the measured seconds of those that are finished stand
/// for the others. Families of which none is finished are told by their foreseen cost, at the rate of all that are. What the
/// threads have done beyond the finished trials is taken to be half of a trial each, if they had the time for it.
/// </summary>
/// <param name="splits">Trials a family: trial i is one of family i div splits.</param>
/// <param name="cost">How long a family's trials take, as a share of others'.</param>
/// <param name="time">The clock.</param>
internal sealed class TrialForecast(int splits, Func<int, double> cost, TimeProvider time)
{
    private readonly Dictionary<int, (int Trials, double Seconds)> _measured = [];
    private readonly Dictionary<int, int> _open = [];
    private readonly long _start = time.GetTimestamp();
    private double _work;
    private double _elapsed;
    private long _last = time.GetTimestamp();

    /// <summary>Takes a trial that is still to be trained.</summary>
    public void Open(int trial) => _open[trial / splits] = _open.GetValueOrDefault(trial / splits) + 1;

    /// <summary>Takes a trial that an earlier run has finished: it tells what its family takes, not how fast this run is.</summary>
    public void Known(int trial, double seconds)
    {
        var (trials, sum) = _measured.GetValueOrDefault(trial / splits);
        _measured[trial / splits] = (trials + 1, sum + seconds);
    }

    /// <summary>Takes an open trial that is finished.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="seconds">How long it took one thread.</param>
    public void Finished(int trial, double seconds)
    {
        Known(trial, seconds);
        _open[trial / splits]--;
        _work += seconds;
        _last = time.GetTimestamp();
        _elapsed = time.GetElapsedTime(_start, _last).TotalSeconds;
    }

    /// <summary>About how many seconds are left; null where nothing is finished.</summary>
    /// <param name="threads">How many trials are trained at a time.</param>
    /// <param name="refit">The family that is grown once more at the end, on all rows and all threads; null for none.</param>
    public double? SecondsLeft(int threads, int? refit)
    {
        if (_work <= 0 || _elapsed <= 0)
            return null;
        double rate = Rate(), open = 0;
        int trials = 0;
        foreach (var (family, count) in _open)
        {
            open += count * SecondsOf(family, rate);
            trials += count;
        }
        double begun = trials == 0 ? 0 : Math.Min(Math.Min(threads, trials) * (open / trials) / 2, Math.Max(0, threads * _elapsed - _work));
        double again = refit is { } best ? SecondsOf(best, rate) * splits / (splits - 1.0) : 0;
        double left = _elapsed * (open - begun + again) / (_work + begun) - time.GetElapsedTime(_last).TotalSeconds;
        return Math.Max(left, 0);
    }

    private double SecondsOf(int family, double rate) =>
        _measured.TryGetValue(family, out var known) ? known.Seconds / known.Trials : cost(family) * rate;

    private double Rate()
    {
        double seconds = 0, costs = 0;
        foreach (var (family, known) in _measured)
        {
            seconds += known.Seconds;
            costs += cost(family) * known.Trials;
        }
        return seconds / costs;
    }
}
