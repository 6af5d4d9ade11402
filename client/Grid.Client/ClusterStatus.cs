namespace Grid.Client;

/// <summary>A cluster as it is now.</summary>
/// <param name="Silos">The silos, in the order in which they joined.</param>
/// <param name="Datasets">The datasets that have names, by name.</param>
/// <param name="Studies">The studies that have names, by name.</param>
/// <param name="Lost">The silos that were lost in the last ten minutes, the latest first.</param>
public sealed record ClusterStatus(
    IReadOnlyList<NamedSilo> Silos, IReadOnlyList<NamedDataset> Datasets, IReadOnlyList<NamedStudy> Studies, IReadOnlyList<LostSilo> Lost)
{
    /// <summary>Where a browser finds Orleans' dashboard of the cluster: at the first silo that has one. Null where none has.</summary>
    public string? Dashboard => NamedSilo.DashboardOf(Silos);
}
