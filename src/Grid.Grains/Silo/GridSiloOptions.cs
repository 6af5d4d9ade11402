namespace Grid.Grains;

/// <summary>What a silo has to work with.</summary>
public sealed record GridSiloOptions
{
    /// <summary>The silo's name, unique in the cluster.</summary>
    public string Name { get; set; } = "local";

    /// <summary>Compute threads.</summary>
    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>For how long frames without a name are kept after their client, in another process, was last heard of.</summary>
    public TimeSpan FrameLease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Bytes that the partitions of this silo may hold: four fifths of what the process may have, unless said otherwise.</summary>
    public long MemoryBudget { get; set; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 5 * 4;

    /// <summary>Whether what grains store outlives the silo; otherwise a dataset, which can only be lost with the process, stores nothing of itself.</summary>
    public bool KeepsStates { get; set; } = true;
}
