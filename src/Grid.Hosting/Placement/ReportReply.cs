namespace Grid.Hosting;

/// <summary>What a silo hears when it reports.</summary>
/// <param name="Silos">All silos as they have reported, in the order in which they joined.</param>
/// <param name="Refusal">Why the silo is not taken, and what to do; null where it is.</param>
[GenerateSerializer, Immutable, Alias("Grid.ReportReply")]
internal sealed record ReportReply([property: Id(0)] SiloInfo[] Silos, [property: Id(1)] string? Refusal);
