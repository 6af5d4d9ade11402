namespace Grid.Client;

/// <summary>How a grid in this process runs. The defaults use the whole machine and keep nothing on disk.</summary>
public sealed record GridOptions
{
    /// <summary>Compute threads; null for one per core. Answers are the same to the bit for any number.</summary>
    public int? Threads { get; init; }

    /// <summary>Bytes that loaded data may take; null for four fifths of what the process may have. A load that cannot fit is refused.</summary>
    public long? MemoryBudget { get; init; }

    /// <summary>A folder that keeps the manifests of loaded datasets; null keeps them in memory, for as long as the grid is open.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// Whether the process ends when the grid is closed: its memory and its threads are then left to the system, which frees them sooner.
    /// What is to be kept, such as finished trials, is stored all the same.
    /// </summary>
    public bool EndsWithProcess { get; init; }
}
