namespace Grid.LocalEngine;

/// <summary>
/// The part of a silo that knows where all grains are while it is the cluster's leader. It gathers that from the silos when
/// it becomes the leader, so that nothing needs to be stored, and moves grains that hold data when silos join and leave.
/// </summary>
internal sealed class PlacementLeader
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    private readonly GrainTypes _types;
    private readonly PlacementTable _table;
    private readonly ClusterLinks _links;
    private readonly LocalSilo _silo;
    private readonly Lock _gate = new();
    private Task? _gathered;

    public PlacementLeader(LocalSilo silo, ClusterLinks links, GrainTypes types)
    {
        (_silo, _links, _types, _table) = (silo, links, types, new PlacementTable(types));
        links.Membership.Changed += OnChanged;
    }

    private string Name => _links.Self!;

    /// <summary>The silos of some grains; null when this silo is not the leader.</summary>
    public async Task<string[]?> LocateAsync(IReadOnlyList<GrainId> grains, string? caller)
    {
        var view = _links.Membership.View;
        if (view.Leader?.Name != Name || !_silo.Serves)
            return null;
        await GatherOnceAsync().ConfigureAwait(false);
        // What was true before the others were heard may not be so any more.
        view = _links.Membership.View;
        return view.Leader?.Name == Name && _silo.Serves ? [.. grains.Select(grain => _table.Locate(grain, caller, view))] : null;
    }

    /// <summary>Takes a silo's report of what has ended and of what its grains hold.</summary>
    public void Take(string silo, IReadOnlyCollection<GrainId> ended, IReadOnlyList<(GrainId Grain, long Bytes)> held)
    {
        foreach (var grain in ended)
            _table.End(grain, silo);
        foreach (var (grain, bytes) in held)
            _table.Add(grain, silo, bytes);
    }

    private Task GatherOnceAsync()
    {
        lock (_gate)
        {
            // What failed once may not do so again.
            if (_gathered is null or { IsFaulted: true })
                _gathered = Task.Run(GatherAsync);
            return _gathered;
        }
    }

    private async Task GatherAsync()
    {
        _table.Clear();
        foreach (var silo in _links.Membership.View.Silos)
        {
            if (silo.Name == Name)
            {
                Take(Name, [], _silo.Held());
                continue;
            }
            // One that does not answer is asked until it does, or until its lease runs out, or this one's.
            while (_links.Membership.View[silo.Name] is not null && _silo.Serves)
            {
                try
                {
                    Take(silo.Name, [], await _links.To(silo).HeldAsync().ConfigureAwait(false));
                    break;
                }
                catch (SiloUnavailableException)
                {
                    await Task.Delay(BetweenTries).ConfigureAwait(false);
                }
            }
        }
    }

    private void OnChanged(ClusterView before, ClusterView now)
    {
        if (now.Leader?.Name != Name)
        {
            lock (_gate)
                _gathered = null;
            return;
        }
        bool isNew = before.Leader?.Name != Name;
        if (isNew)
            lock (_gate)
                _gathered = null;
        var joined = now.Takers.Where(s => s.Name != Name && before[s.Name] is null).ToArray();
        var leaving = now.Silos.Where(s => s.State == SiloState.Leaving && (isNew || before[s.Name]?.State != SiloState.Leaving)).ToArray();
        if (isNew || joined.Length > 0 || leaving.Length > 0)
            _ = Task.Run(() => BalanceAsync(joined, leaving));
    }

    private async Task BalanceAsync(SiloInfo[] joined, SiloInfo[] leaving)
    {
        try
        {
            await GatherOnceAsync().ConfigureAwait(false);
            var moves = new List<GrainMove>();
            foreach (var silo in leaving)
                moves.AddRange(_table.Empty(silo.Name, _links.Membership.View));
            foreach (var silo in joined)
                moves.AddRange(_table.Fill(silo.Name, _links.Membership.View));
            if (moves.Count == 0)
                return;
            EngineLog.Moving(_silo.Log, moves.Count);
            foreach (var from in moves.GroupBy(m => m.From))
                await TellAsync(from.Key, [.. from.Select(m => m.Grain)], moved: false).ConfigureAwait(false);
            foreach (var to in moves.Where(m => _types.Class(m.Grain.Type).Placement == GrainPlacement.Bytes).GroupBy(m => m.To))
                await TellAsync(to.Key, [.. to.Select(m => m.Grain)], moved: true).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            EngineLog.BalanceFailed(_silo.Log, e);
        }
    }

    private async Task TellAsync(string name, IReadOnlyList<GrainId> grains, bool moved)
    {
        try
        {
            if (name == Name)
                _silo.Move(grains, moved);
            else if (_links.Membership.View[name] is { } silo)
                await _links.To(silo).MoveAsync(grains, moved).ConfigureAwait(false);
        }
        catch (SiloUnavailableException)
        {
            // A silo that is gone has released all that it had; one that should have made ready does so when it is asked.
        }
    }
}
