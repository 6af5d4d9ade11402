namespace Grid.Hosting;

/// <summary>Knows where the grains are that are placed by a rule of ours, and decides where they go. There is one; its key is <see cref="Key"/>.</summary>
[Alias("Grid.IPlacementGrain")]
internal interface IPlacementGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "placement";

    /// <summary>The silo of a grain that is about to be activated.</summary>
    [Alias("PlaceAsync")]
    [ResponseTimeout("00:00:05")]
    Task<SiloAddress> PlaceAsync(GrainId grain, PlacementRule rule, SiloAddress caller);

    /// <summary>The names of the silos of grains placed by bytes; those that are nowhere are given a place.</summary>
    [Alias("LocateAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:05")]
    Task<string[]> LocateAsync(GrainId[] grains);

    /// <summary>
    /// Takes a silo's report, and gives all silos as they have reported; or refuses the silo, where one that joined before has its name, or
    /// is of a release that it does not work with.
    /// </summary>
    [Alias("ReportAsync")]
    [ResponseTimeout("00:00:05")]
    Task<ReportReply> ReportAsync(SiloReport report);

    /// <summary>The silos that are there, in the order in which they joined.</summary>
    [Alias("ListAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:05")]
    Task<SiloInfo[]> ListAsync();

    /// <summary>The silos that were given up in the last ten minutes, the latest first.</summary>
    [Alias("ListLostAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:05")]
    Task<GoneSilo[]> ListLostAsync();
}
