using Grid.Sources;

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

    /// <summary>
    /// The folder on local disk in which columns are kept, compressed, of tables that do not fit in memory; null for none: what is asked for is then
    /// read from its source each time.
    /// </summary>
    public string? CacheFolder { get; set; } = ColumnCache.UsualPlace;

    /// <summary>Bytes that these may take; null for half of what the disk has free when the first is kept.</summary>
    public long? CacheBytes { get; set; }

    /// <summary>Groups of a question that are merged in one place; of more, each silo takes a share.</summary>
    public long MostGroupsTogether { get; set; } = 1 << 16;

    /// <summary>Bytes of the other side of a join that each silo takes as a whole; of a larger one each takes a share. Null for an eighth of the memory budget.</summary>
    public long? MostBytesWhole { get; set; }

    /// <summary>Whether what grains store outlives the silo; otherwise a dataset, which can only be lost with the process, stores nothing of itself.</summary>
    public bool KeepsStates { get; set; } = true;

    /// <summary>Whether it is kept what the compute threads did in the last minutes, for the dashboard.</summary>
    public bool KeepsWork { get; set; } = true;
}
