using Orleans.Core.Internal;
using Orleans.Dashboard;

namespace Grid.Hosting;

/// <summary>
/// Keeps the placement table in memory alone: an activation on another silo, after this one's was lost, hears from all
/// silos within a moment what they hold.
/// </summary>
[Reentrant, NoProfiling]
internal sealed class PlacementGrain(IClusterMembershipService membership, IMembershipTable table, GridClusterOptions options, ILogger<PlacementGrain> log) : Grain, IPlacementGrain
{
    private static readonly TimeSpan GatherPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GatherPace = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan TellsOfLost = TimeSpan.FromMinutes(10);

    private readonly PlacementTable _table = new();
    private readonly Dictionary<SiloAddress, SiloInfo> _reported = [];
    private Task _gathered = Task.CompletedTask;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _gathered = GatherAsync([.. Active().Select(m => m.SiloAddress)]);
        return Task.CompletedTask;
    }

    public async Task<SiloAddress> PlaceAsync(GrainId grain, PlacementRule rule, SiloAddress caller)
    {
        await _gathered;
        var takers = Takers();
        string? local = takers.FirstOrDefault(t => t.Address.Equals(caller)).Silo?.Name;
        string name = _table.Locate(grain, rule, local, [.. takers.Select(t => t.Silo)]);
        return takers.First(t => t.Silo.Name == name).Address;
    }

    public async Task<string[]> LocateAsync(GrainId[] grains)
    {
        await _gathered;
        SiloInfo[] takers = [.. Takers().Select(t => t.Silo)];
        return [.. grains.Select(grain => _table.Locate(grain, PlacementRule.Bytes, null, takers))];
    }

    public async Task<ReportReply> ReportAsync(SiloReport report)
    {
        bool isKnown = _reported.TryGetValue(report.Address, out var before);
        _reported[report.Address] = report.Silo;
        if (!isKnown)
            await GatherAsync([.. Active().Select(m => m.SiloAddress)]);
        if (RefusalOf(report) is { } refusal)
        {
            _reported.Remove(report.Address);
            return new ReportReply([], refusal);
        }
        _table.Take(report.Silo.Name, report.Held, report.Ended);
        if (report.Silo.State == SiloState.Leaving && before?.State != SiloState.Leaving)
            _ = MoveAsync(() => _table.Empty(report.Silo.Name, [.. Takers().Select(t => t.Silo)]));
        else if (!isKnown && report.Held.Length == 0)
            _ = MoveAsync(() => _table.Fill(report.Silo.Name, [.. Takers().Select(t => t.Silo)]));
        return new ReportReply(await ListAsync(), null);
    }

    public Task<SiloInfo[]> ListAsync() => Task.FromResult(Active()
        .Select(m => InfoOf(m)).OrderBy(s => s.Joined).ThenBy(s => s.Name, StringComparer.Ordinal).ToArray());

    // A silo that leaves says itself that it is gone, and may stand for that as one who suspects it; the others say it of one that is lost.
    public async Task<GoneSilo[]> ListLostAsync()
    {
        var latest = DateTime.UtcNow - TellsOfLost;
        return
        [
            .. (await table.ReadAllAsync(CancellationToken.None)).Members.Select(row => row.Item1)
                .Where(row => row.Status == SiloStatus.Dead && row.SuspectTimes is { } by && by.Any(suspicion => !suspicion.Item1.Equals(row.SiloAddress)))
                .Select(row => new GoneSilo(row.SiloName, SiloReporter.AddressOf(ServiceProvider, row.SiloAddress), row.SuspectTimes!.Max(s => s.Item2)))
                .Where(gone => gone.At >= latest).OrderByDescending(gone => gone.At)
        ];
    }

    private IEnumerable<ClusterMember> Active() => membership.CurrentSnapshot.Members.Values.Where(m => m.Status == SiloStatus.Active);

    // Where all leave, there is nobody else to take anything.
    private (SiloAddress Address, SiloInfo Silo)[] Takers()
    {
        var active = Active().Select(m => (m.SiloAddress, InfoOf(m))).ToArray();
        var takers = active.Where(m => m.Item2.State == SiloState.Active).ToArray();
        return takers.Length > 0 ? takers : active;
    }

    // By who came first, and not by who has reported first: the table may be on its first moments on another silo.
    private string? RefusalOf(SiloReport report)
    {
        SiloInfo[] earlier =
        [
            .. from other in Active()
               where !other.SiloAddress.Equals(report.Address)
               let silo = _reported.GetValueOrDefault(other.SiloAddress)
               // Of two that took the same turn, one is the first all the same.
               where silo is not null && (silo.Joined, other.SiloAddress).CompareTo((report.Silo.Joined, report.Address)) < 0
               select silo,
        ];
        return earlier.FirstOrDefault(silo => silo.Name == report.Silo.Name) is { } named
            ? $"The cluster has a silo '{named.Name}' already, at {named.Address}: give this one another name, or none."
            : Release.Refusal($"Silo '{report.Silo.Name}'", report.Silo.Release, earlier);
    }

    private SiloInfo InfoOf(ClusterMember member) => _reported.GetValueOrDefault(member.SiloAddress)
        ?? new SiloInfo { Name = member.Name, Process = 0, Address = SiloReporter.AddressOf(ServiceProvider, member.SiloAddress), Joined = long.MaxValue };

    private async Task GatherAsync(SiloAddress[] silos)
    {
        long until = Environment.TickCount64 + (long)GatherPatience.TotalMilliseconds;
        while (silos.Any(silo => !_reported.ContainsKey(silo)) && Environment.TickCount64 < until)
            await Task.Delay(GatherPace);
    }

    private async Task MoveAsync(Func<IReadOnlyList<GrainId>> decide)
    {
        try
        {
            await _gathered;
            var moves = decide();
            if (moves.Count == 0)
                return;
            EngineLog.Moving(log, moves.Count);
            // Not only ended: whoever still has the old address in mind would bring it back to life there.
            await Task.WhenAll(moves.Select(grain => GrainFactory.GetGrain<IGrainManagementExtension>(grain).MigrateOnIdle().AsTask()));
            await options.Moved(GrainFactory, [.. moves.Select(grain => grain.Key.ToString()!)]);
        }
        catch (Exception e)
        {
            // What was to go and did not still answers where it is.
            EngineLog.MoveFailed(log, e);
        }
    }
}
