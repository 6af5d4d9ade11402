namespace Grid.Client;

/// <summary>How a grid in this process runs. The defaults use the whole machine and keep nothing on disk.</summary>
public sealed record GridOptions
{
    /// <summary>Compute threads; null for one per core. Answers are the same to the bit for any number.</summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Bytes that loaded data may take; null for four fifths of what the process may have. Of a table that takes more, partitions are read when they
    /// are asked for.
    /// </summary>
    public long? MemoryBudget { get; init; }

    /// <summary>Whether a table that takes more than <see cref="MemoryBudget"/> is refused.</summary>
    public bool IsInMemory { get; init; }

    /// <summary>
    /// Whether a frame that is persisted reads all of its columns, also where files have them one by one (Parquet): otherwise those are read when
    /// they are asked for.
    /// </summary>
    public bool ReadsAllColumns { get; init; }

    /// <summary>
    /// The folder on local disk in which columns are kept, compressed, of tables that do not fit in memory, until the grid is closed; it is made where
    /// there is none. Empty for none: what is asked for is then read from the files each time. Null for the user's usual place.
    /// </summary>
    public string? CacheFolder { get; init; }

    /// <summary>Bytes that these may take; null for half of what the disk has free.</summary>
    public long? CacheBytes { get; init; }

    /// <summary>A folder that keeps the manifests of loaded datasets; null keeps them in memory, for as long as the grid is open.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// Whether the process ends when the grid is closed: its memory and its threads are then left to the system, which frees them sooner.
    /// What is to be kept, such as finished trials, is stored all the same.
    /// </summary>
    public bool EndsWithProcess { get; init; }
}
