namespace Grid.LocalEngine;

// The silo as one of several.
public sealed partial class LocalSilo
{
    /// <summary>Takes no new work: what holds data is given to the other silos. What is there is still served.</summary>
    public async Task LeaveAsync()
    {
        _state = SiloState.Leaving;
        _lease?.Renew();
        if (_links is not null)
            await _links.TellOthersAsync().ConfigureAwait(false);
    }

    /// <summary>The grains of this silo, and what they hold.</summary>
    internal (GrainId Grain, long Bytes)[] Held() =>
        [.. _directory.Activations.Select(a => (a.GrainId, BytesOf(a.GrainId)))];

    /// <summary>Those that hold data, and how much.</summary>
    internal (GrainId Grain, long Bytes)[] HeldData() =>
        [.. _directory.Activations.Where(DataIn).Select(a => (a.GrainId, BytesOf(a.GrainId)))];

    /// <summary>
    /// Has the leader forget a grain with data that ends by its own will, before it is called again: it may end so that it is
    /// placed where there is more room, and is not to be sent back.
    /// </summary>
    internal Task ReleaseAsync(Activation activation) =>
        _reports is { } reports && !_stopping && DataIn(activation) ? reports.TellEndAsync(activation.GrainId) : Task.CompletedTask;

    /// <summary>Takes the news of grains that were moved: those that went away end here, those that came are made ready.</summary>
    internal void Move(IReadOnlyList<GrainId> grains, bool moved)
    {
        if (moved)
        {
            _ = MakeReadyAsync(grains);
            return;
        }
        foreach (var grain in grains)
            _directory.Find(grain)?.Deactivate(new DeactivationReason(DeactivationReasonCode.Migrating, "It was moved to another silo."));
    }

    private async Task JoinAsync(ClusterFolder folder, ClusterOptions cluster, string secret)
    {
        _cluster = cluster;
        _links = new ClusterLinks(new Membership(folder, cluster.LeaseTime), secret, cluster.Name);
        _reports = new SiloReports(this, _links);
        Leader = new PlacementLeader(this, _links, Types);
        _router = _remote = new ClusterDirectory(_links, Types, this, this);
        _endpoint = await SiloEndpoint.StartAsync(this, cluster, secret).ConfigureAwait(false);
        var self = Alone() with { Address = _endpoint.Address };
        if (_links.Membership.View.Silos.FirstOrDefault(s => s.Protocol != self.Protocol) is { } other)
        {
            throw new ClusterException(
                $"Silo '{other.Name}' of the cluster in {cluster.Folder} speaks version {other.Protocol} of the protocol, and this one {self.Protocol}: use the same release of Grid for all.");
        }
        Storage = new LeasedStorage(Storage, () => _lease is { Holds: true });
        _lease = new LeaseKeeper(folder, self, cluster.LeaseTime, Beat, OnLost);
        await _links.TellOthersAsync().ConfigureAwait(false);
        _reports.Start();
        EngineLog.Joined(Log, Name, _endpoint.Address);
    }

    private SiloInfo Alone() => new()
    {
        Name = Name,
        Process = Environment.ProcessId,
        Address = "",
        Protocol = WireProtocol.Version,
        Joined = Environment.TickCount64,
    };

    private LeaseBeat Beat()
    {
        var load = _cluster!.Load(_services);
        return new LeaseBeat(Environment.TickCount64, _state, Partitions, load);
    }

    private bool DataIn(Activation activation) => HoldsData(activation.GrainId);

    private bool HoldsData(GrainId grain) => ClassOf(grain.Type).Placement == GrainPlacement.Bytes;

    private long BytesOf(GrainId grain) => HoldsData(grain) ? _cluster!.BytesOf(_services, grain.Key) : 0;

    private void OnLost()
    {
        EngineLog.Lost(Log, Name);
        foreach (var activation in _directory.Activations)
            activation.AbortCalls(new SiloUnavailableException($"Silo '{Name}' was given up by the others."));
        _lost.TrySetResult();
    }

    private async Task MakeReadyAsync(IReadOnlyList<GrainId> grains)
    {
        try
        {
            await _cluster!.Moved(this, [.. grains.Select(grain => grain.Key)]).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            EngineLog.MoveFailed(Log, e);
        }
    }
}
