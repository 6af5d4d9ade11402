namespace Grid.Grains;

/// <summary>
/// The runs of studies that are under way on a silo. Whoever ends a silo stops them first: while grains still take calls, what
/// they have finished is stored.
/// </summary>
public sealed class StudyRuns
{
    private readonly Lock _gate = new();
    private readonly HashSet<StudyRun> _runs = [];
    private bool _stopping;

    /// <summary>Stops all runs, and waits until what they have finished is stored. Runs that are started later stop at once.</summary>
    public async Task StopAsync()
    {
        StudyRun[] runs;
        lock (_gate)
        {
            _stopping = true;
            runs = [.. _runs];
        }
        await Task.WhenAll(runs.Select(run => run.StopAsync())).ConfigureAwait(false);
    }

    /// <summary>Takes a run, until it is over.</summary>
    internal async Task AddAsync(StudyRun run)
    {
        bool stopping;
        lock (_gate)
        {
            stopping = _stopping;
            _runs.Add(run);
        }
        await (stopping ? run.StopAsync() : run.Work);
        lock (_gate)
            _runs.Remove(run);
    }
}
