using Orleans.Runtime.Placement;

namespace Grid.Hosting;

/// <summary>Places a grain on the silo that its key names. One that is gone is not replaced: its work is asked for elsewhere, under another key.</summary>
internal sealed class NamedSiloDirector(IServiceProvider services) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        string key = target.GrainIdentity.Key.ToString()!;
        string name = key[..key.IndexOf('/', StringComparison.Ordinal)];
        var members = services.GetRequiredService<IClusterMembershipService>().CurrentSnapshot.Members;
        return members.Values.FirstOrDefault(m => m.Name == name && m.Status == SiloStatus.Active) is { } silo
            ? Task.FromResult(silo.SiloAddress)
            : Task.FromException<SiloAddress>(new SiloUnavailableException($"Silo '{name}' is gone."));
    }
}
