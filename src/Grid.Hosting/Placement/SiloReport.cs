namespace Grid.Hosting;

/// <summary>What a silo tells the cluster's placement, twice a second.</summary>
/// <param name="Address">Its address in the membership.</param>
/// <param name="Silo">Itself.</param>
/// <param name="Held">The grains that are placed by a rule of ours, with their bytes.</param>
/// <param name="Ended">Those that have ended since the last report.</param>
[GenerateSerializer, Immutable, Alias("Grid.SiloReport")]
internal sealed record SiloReport(
    [property: Id(0)] SiloAddress Address,
    [property: Id(1)] SiloInfo Silo,
    [property: Id(2)] HeldGrain[] Held,
    [property: Id(3)] GrainId[] Ended);
