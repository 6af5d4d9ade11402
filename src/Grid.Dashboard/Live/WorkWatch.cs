namespace Grid.Dashboard;

/// <summary>What the threads of all silos did in the last minutes: asked once a second for all pages that show it, of each silo what is new alone, and not at all while none does.</summary>
internal sealed class WorkWatch : IDisposable
{
    private const int MostKept = 20_000;
    private const int MostLines = 4_096;

    // Longer than what a page shows, which asks for what it has drawn a while ago.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<SeenWork> _done = new();
    private readonly Dictionary<string, WorkingSilo> _silos = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _lines = new(StringComparer.Ordinal);
    private readonly Queue<string> _linesByAge = new();
    private readonly Lookout _lookout;
    private readonly ClusterWatch _cluster;
    private readonly DashboardSettings _settings;
    private long _lastId;
    private int _numbers;

    public WorkWatch(ClusterWatch cluster, DashboardSettings settings)
    {
        (_cluster, _settings) = (cluster, settings);
        _lookout = new Lookout(LookAsync);
    }

    /// <summary>The silos that are there, in the order in which they joined.</summary>
    public IReadOnlyList<WorkingSilo> Silos { get; private set; } = [];

    /// <summary>Looks until the result is disposed of, and tells each time that it has.</summary>
    public IDisposable Look(Action seen) => _lookout.Look(seen);

    /// <summary>What has ended since something else had, in the order in which it was seen; and what is under way.</summary>
    public (IReadOnlyList<SeenWork> Done, IReadOnlyList<SeenWork> Running) Since(long id)
    {
        lock (_lock)
            return ([.. _done.Where(work => work.Id > id)], [.. Silos.SelectMany(silo => silo.Running)]);
    }

    /// <summary>What has ended and has a number; null where it is no longer known.</summary>
    public SeenWork? Find(long id) => Find(work => work.Id == id);

    /// <summary>The last that has ended and is what is looked for; null where there is none.</summary>
    public SeenWork? Find(Predicate<SeenWork> isIt)
    {
        lock (_lock)
            return _done.LastOrDefault(work => isIt(work));
    }

    /// <summary>What the work is for, in words.</summary>
    public string WordsOf(WorkItem item)
    {
        lock (_lock)
            return WorkWords.Of(item, query => _lines.GetValueOrDefault(query));
    }

    public void Dispose() => _lookout.Dispose();

    private async Task LookAsync(CancellationToken cancellation)
    {
        // Pages look at the silos as well, by themselves.
        foreach (var silo in There())
        {
            if (silo.Look.IsCompleted)
                silo.Look = LookAsync(silo, cancellation);
        }
        await Task.WhenAny(Task.WhenAll(Silos.Select(silo => silo.Look)), Task.Delay(Patience, cancellation));
        if (!cancellation.IsCancellationRequested)
            _lookout.Tell();
    }

    private IReadOnlyList<WorkingSilo> There()
    {
        var names = (_cluster.Now?.Silos ?? []).Select(silo => silo.Name);
        long now = Environment.TickCount64;
        lock (_lock)
        {
            Silos = [.. names.Select(name => _silos.TryGetValue(name, out var known) ? known : _silos[name] = new WorkingSilo(_numbers++, name))];
            foreach (var silo in Silos)
                silo.Seen = now;
            // One that comes back soon goes on where it was; of those that do not, nothing stays.
            foreach (var gone in _silos.Values.Where(silo => now - silo.Seen > Kept.TotalMilliseconds).ToArray())
                _silos.Remove(gone.Name);
            return Silos;
        }
    }

    private async Task LookAsync(WorkingSilo silo, CancellationToken cancellation)
    {
        try
        {
            if (_settings.Grains() is not { } grains)
                return;
            long asked = Clock();
            var reply = await Task.Run(() => grains.GetGrain<IWorkGrain>($"{silo.Name}/").ReadAsync(silo.Next, silo.NextQuestion, cancellation), cancellation);
            lock (_lock)
                Take(silo, reply, asked);
        }
        catch (Exception)
        {
            // A silo that is lost or has no answer now is asked again; the pages say by themselves who is lost.
            lock (_lock)
                silo.Running = [];
        }
    }

    // By the clock of the silo whose page is open.
    private void Take(WorkingSilo silo, WorkReply reply, long asked)
    {
        silo.Clock.Take(asked, Clock(), reply.Now);
        long ahead = silo.Clock.Microseconds;
        (silo.Threads, silo.Next, silo.NextQuestion) = (reply.Threads, reply.Next, reply.NextQuestion);
        foreach (var question in reply.Questions)
        {
            if (_lines.TryAdd(question.Query, QuestionWords.Of(question.Dataset, question.Question.Value)))
                _linesByAge.Enqueue(question.Query);
        }
        while (_linesByAge.Count > MostLines)
            _lines.Remove(_linesByAge.Dequeue());
        foreach (var item in reply.Done)
            _done.Enqueue(new SeenWork(++_lastId, silo, item with { Start = item.Start - ahead }));
        silo.Running = [.. reply.Running.Select(item => new SeenWork(-1 - item.Thread - (1_000L * silo.Number), silo, item with { Start = item.Start - ahead }))];
        long oldest = reply.Now - ahead - (Kept.Ticks / TimeSpan.TicksPerMicrosecond);
        while (_done.Count > MostKept || (_done.TryPeek(out var first) && first.Item.Start + first.Item.Length < oldest))
            _done.Dequeue();
    }

    private static long Clock() => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
