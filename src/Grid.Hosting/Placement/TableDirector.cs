using Orleans.Runtime.Placement;

namespace Grid.Hosting;

/// <summary>Places a grain where the cluster's placement table says.</summary>
internal sealed class TableDirector(IServiceProvider services) : IPlacementDirector
{
    // A silo that has just joined is known by name before it is known what grains it hosts.
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan JoinPace = TimeSpan.FromMilliseconds(50);

    private IPlacementGrain? _table;

    public async Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        // A silo that is alone reports to nobody, and the table would never hear of an end.
        if (silos.Length == 1 && services.GetRequiredService<IClusterMembershipService>().CurrentSnapshot.Members.Values.Count(m => m.Status == SiloStatus.Active) == 1)
            return silos[0];
        _table ??= services.GetRequiredService<IGrainFactory>().GetGrain<IPlacementGrain>(IPlacementGrain.Key);
        try
        {
            var rule = strategy is PlacedOnLeastLoaded leastLoaded ? leastLoaded.Rule : PlacementRule.Bytes;
            var chosen = await _table.PlaceAsync(target.GrainIdentity, rule, context.LocalSilo);
            long until = Environment.TickCount64 + (long)JoinPatience.TotalMilliseconds;
            while (!silos.Contains(chosen) && Environment.TickCount64 < until)
            {
                await Task.Delay(JoinPace);
                silos = context.GetCompatibleSilos(target);
            }
            if (silos.Contains(chosen))
                return chosen;
        }
        catch (Exception e) when (TransientFault.Is(e))
        {
            // The table is on a silo that is just lost; a grain that is not where the table would have it is moved there later.
        }
        return silos.MaxBy(silo => Rendezvous.Weight(target.GrainIdentity.ToString(), silo.ToParsableString()))!;
    }
}
