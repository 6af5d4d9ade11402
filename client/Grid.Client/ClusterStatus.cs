namespace Grid.Client;

/// <summary>A cluster as it is now.</summary>
/// <param name="Silos">The silos, in the order in which they joined.</param>
/// <param name="Datasets">The datasets that have names, by name.</param>
/// <param name="Studies">The studies that have names, by name.</param>
/// <param name="Lost">The silos that were lost in the last ten minutes, the latest first.</param>
public sealed record ClusterStatus(
    IReadOnlyList<NamedSilo> Silos, IReadOnlyList<NamedDataset> Datasets, IReadOnlyList<NamedStudy> Studies, IReadOnlyList<LostSilo> Lost)
{
    /// <summary>Where a browser finds the cluster's dashboard: at the first silo that has one. Null where none has.</summary>
    public string? Dashboard => NamedSilo.DashboardOf(Silos);

    /// <summary>Where clients of Arrow Flight find the cluster: at the first silo that has a door. Null where none has.</summary>
    public string? Flight => NamedSilo.FlightOf(Silos);

    /// <summary>What opens that door, in a cluster folder; null where the environment of the silos has it.</summary>
    public string? FlightToken { get; init; }
}
