namespace Grid.Grains;

/// <summary>
/// The training data that this silo has, once for all its trials. The silo that made it has it from the start; another
/// fetches it with the first trial of the run that it is given, and lets it go when none was asked for in a while.
/// </summary>
public sealed class TrainingStore : IDisposable
{
    private static readonly TimeSpan IdleAge = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly IGrainFactory _grains;
    private readonly SiloMemory _memory;
    private readonly ComputePool _pool;
    private readonly Timer _collector;

    /// <summary>Makes an empty store.</summary>
    public TrainingStore(IGrainFactory grains, SiloMemory memory, ComputePool pool)
    {
        (_grains, _memory, _pool) = (grains, memory, pool);
        _collector = new Timer(_ => Collect(IdleAge), null, IdleAge, IdleAge);
    }

    /// <summary>How many runs' data there is.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>Ends the collection of what is idle.</summary>
    public void Dispose() => _collector.Dispose();

    /// <summary>Takes memory for a run's data that is about to be made.</summary>
    /// <exception cref="MemoryBudgetException">It does not fit.</exception>
    internal void Reserve(string run, long bytes, string study) =>
        _memory.Reserve(Owner(run), bytes, $"The training data of study '{study}'");

    /// <summary>Keeps a run's data until it is dropped, and accounts for what the threads grow trees in.</summary>
    /// <exception cref="MemoryBudgetException">Not even one thread can grow trees beside it.</exception>
    internal void Keep(string run, Training training, string study)
    {
        _memory.Reserve(Owner(run), training.ByteSize + training.WorkBytes, $"The training data of study '{study}', with what one thread grows trees in,");
        lock (_gate)
            _entries[run] = new Entry(Task.FromResult(training), isFetched: false);
        _memory.Hold(Owner(run), BytesOf(training));
    }

    /// <summary>Forgets a run's data, and what was reserved for it.</summary>
    internal void Drop(string run)
    {
        lock (_gate)
            _entries.Remove(run);
        _memory.Hold(Owner(run), 0);
    }

    /// <summary>A run's data: what is here, or else the study's.</summary>
    internal Task<Training> GetAsync(string study, string run)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(run, out var entry) || entry.Training.IsFaulted)
                // Not within the turns of the trial that happens to be the first: it may end before the data is here.
                _entries[run] = entry = new Entry(Task.Run(() => FetchAsync(study, run)), isFetched: true);
            entry.LastUse = Environment.TickCount64;
            return entry.Training;
        }
    }

    /// <summary>Forgets what was fetched and has not been asked for in a while.</summary>
    internal void Collect(TimeSpan age)
    {
        long now = Environment.TickCount64;
        string[] idle;
        lock (_gate)
            idle = [.. _entries.Where(e => e.Value.IsFetched && e.Value.Training.IsCompleted && now - e.Value.LastUse >= age.TotalMilliseconds).Select(e => e.Key)];
        foreach (string run in idle)
            Drop(run);
    }

    private async Task<Training> FetchAsync(string study, string run)
    {
        var grain = _grains.GetGrain<IStudyGrain>(study);
        var bytes = await BytesChunk.ReadAllAsync(i => grain.ReadTrainingAsync(run, i, CancellationToken.None)).ConfigureAwait(false);
        var training = Training.Decode(bytes);
        Reserve(run, training.ByteSize, study);
        _memory.Hold(Owner(run), BytesOf(training));
        return training;
    }

    private long BytesOf(Training training) => training.ByteSize + _pool.Threads * training.WorkBytes;

    private static string Owner(string run) => $"training {run}";

    private sealed class Entry(Task<Training> training, bool isFetched)
    {
        public Task<Training> Training => training;

        public bool IsFetched => isFetched;

        public long LastUse { get; set; } = Environment.TickCount64;
    }
}
