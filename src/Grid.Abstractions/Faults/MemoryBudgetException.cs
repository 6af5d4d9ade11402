namespace Grid.Abstractions;

/// <summary>The data does not fit the silos' memory budget; nothing of it is held.</summary>
/// <param name="message">The figures, and what to do.</param>
[GenerateSerializer, Alias("Grid.MemoryBudgetException")]
public sealed class MemoryBudgetException(string message) : Exception(message)
{
    /// <summary>Bytes that are needed in all; 0 where that is not told.</summary>
    [Id(0)]
    public long Needed { get; init; }

    /// <summary>Bytes that are left for them.</summary>
    [Id(1)]
    public long Left { get; init; }
}
