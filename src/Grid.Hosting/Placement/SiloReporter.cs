namespace Grid.Hosting;

/// <summary>Tells the cluster's placement twice a second what this silo has, and hears what the others have.</summary>
internal sealed class SiloReporter(
    IServiceProvider services, GridClusterOptions options, PlacedGrains placed, IClusterMembershipService membership, ILocalSiloDetails self, SiloLifeline lifeline, ILogger<SiloReporter> log)
    : IGrainLocator, IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _end = new();
    private long _joined = DateTime.UtcNow.Ticks;
    private volatile IReadOnlyDictionary<string, SiloInfo> _others = new Dictionary<string, SiloInfo>();
    private readonly Lazy<IReadOnlyList<SiloListener>> _listeners = new(() => [.. SiloPorts.Of(services, options, self), .. options.Doors]);
    private volatile SiloState _state;
    private ClusterFolder? _folder;
    private StandstillGuard? _guard;
    private string? _refusal;
    private Task _reporting = Task.CompletedTask;

    public string Silo => self.Name;

    // The membership says who is there; one that has not reported yet is as this one, with nothing in it.
    public IReadOnlyList<SiloInfo> Silos
    {
        get
        {
            var me = Info();
            return
            [
                .. Active().Select(m => m.Name == Silo ? me : _others.GetValueOrDefault(m.Name)
                        ?? new SiloInfo { Name = m.Name, Process = 0, Address = AddressOf(services, m.SiloAddress), Joined = long.MaxValue, Budget = me.Budget })
                    .Where(s => s.State == SiloState.Active).OrderBy(s => s.Joined).ThenBy(s => s.Name, StringComparer.Ordinal)
            ];
        }
    }

    /// <summary>Whether this silo has said that it takes no more work.</summary>
    public bool HasLeft => _state == SiloState.Leaving;

    /// <summary>Whether this is the only silo that takes work.</summary>
    public bool IsLast => Silos.All(s => s.Name == Silo);

    private IPlacementGrain Table => services.GetRequiredService<IGrainFactory>().GetGrain<IPlacementGrain>(IPlacementGrain.Key);

    /// <summary>Reports once, and from then on.</summary>
    /// <param name="folder">Where the silo is told of as well; null for nowhere.</param>
    /// <exception cref="ClusterException">The cluster does not take the silo.</exception>
    public async Task StartAsync(ClusterFolder? folder)
    {
        (_folder, _guard) = (folder, services.GetService<StandstillGuard>());
        await TakeTurnAsync();
        await ReportAsync();
        if (_refusal is { } refusal)
            throw new ClusterException(refusal);
        _reporting = RunAsync();
    }

    /// <summary>Tells that this silo takes no more work.</summary>
    public Task LeaveAsync()
    {
        _state = SiloState.Leaving;
        return ReportAsync();
    }

    public async Task<IReadOnlyList<string>> LocateAsync<TGrainInterface>(IReadOnlyList<string> keys, CancellationToken cancellation)
        where TGrainInterface : IGrainWithStringKey
    {
        if (Active().Take(2).Count() == 1)
            return [.. keys.Select(_ => Silo)];
        var grains = services.GetRequiredService<IGrainFactory>();
        return await Table.LocateAsync([.. keys.Select(key => grains.GetGrain<TGrainInterface>(key).GetGrainId())]).WaitAsync(cancellation);
    }

    public SiloInfo Info()
    {
        var load = options.Load(services);
        return new SiloInfo
        {
            Name = self.Name,
            Process = Environment.ProcessId,
            Address = AddressOf(services, self.SiloAddress),
            Joined = _joined,
            State = _state,
            Partitions = placed.HoldingData,
            Bytes = load.Bytes,
            Budget = load.Budget,
            Reclaimable = load.Reclaimable,
            Jobs = load.Jobs,
            Idle = (long)load.Idle.TotalMilliseconds,
            Release = options.Release,
            Dashboard = options.Dashboard,
            Flight = options.Flight,
            Listeners = _listeners.Value,
        };
    }

    /// <summary>Where a silo listens: its address and port, or its socket in a folder.</summary>
    public static string AddressOf(IServiceProvider services, SiloAddress silo) =>
        services.GetService<FolderSockets>()?.PathOf(silo.Endpoint.Port) ?? silo.Endpoint.ToString();

    /// <summary>Reports no more.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync();
        await _reporting;
    }

    public void Dispose() => _end.Dispose();

    private IEnumerable<ClusterMember> Active() => membership.CurrentSnapshot.Members.Values.Where(m => m.Status == SiloStatus.Active);

    private async Task RunAsync()
    {
        await Task.Yield();
        while (!_end.IsCancellationRequested)
        {
            await Task.Delay(Pace, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
                return;
            await ReportAsync();
            if (_refusal is { } refusal)
            {
                lifeline.OnFatalException(this, refusal);
                return;
            }
        }
    }

    // Who was there before stays before, whatever a machine's clock says: of two that do not work together, the one that came later is refused.
    private async Task TakeTurnAsync()
    {
        try
        {
            var others = await Table.ListAsync().WaitAsync(_end.Token);
            _joined = Math.Max(_joined, 1 + others.Where(s => s.Joined != long.MaxValue).Select(s => s.Joined).DefaultIfEmpty().Max());
        }
        catch (Exception e) when (!_end.IsCancellationRequested)
        {
            EngineLog.ReportFailed(log, e);
        }
    }

    private async Task ReportAsync()
    {
        // What says that the silo is there would be said of one whose place is lost.
        if (_guard is { StoodStill: true })
            return;
        var me = Info();
        var report = new SiloReport(
            self.SiloAddress, me,
            [.. placed.Held.Select(g => new HeldGrain(g.Key, g.Value, g.Value == PlacementRule.Bytes ? options.BytesOf(services, g.Key.Key.ToString()!) : 0))],
            placed.TakeEnded());
        try
        {
            _folder?.Add(me);
            var reply = await Table.ReportAsync(report).WaitAsync(_end.Token);
            _refusal = reply.Refusal;
            _others = reply.Silos.DistinctBy(s => s.Name).ToDictionary(s => s.Name);
        }
        catch (Exception) when (_end.IsCancellationRequested)
        {
            // The silo ends.
        }
        catch (Exception e)
        {
            // The next report says the same, but for what has ended: that is then found where it is asked.
            EngineLog.ReportFailed(log, e);
        }
    }
}
