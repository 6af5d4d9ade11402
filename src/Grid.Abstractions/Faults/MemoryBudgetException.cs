namespace Grid.Abstractions;

/// <summary>The data does not fit the silos' memory budget; nothing of it is held.</summary>
/// <param name="message">The figures, and what to do.</param>
[GenerateSerializer, Alias("Grid.MemoryBudgetException")]
public sealed class MemoryBudgetException(string message) : Exception(message);
