namespace Grid.Dashboard;

/// <summary>What silos held at a time.</summary>
/// <param name="At">When.</param>
/// <param name="Bytes">By their names.</param>
internal sealed record MemorySample(DateTimeOffset At, IReadOnlyDictionary<string, long> Bytes);
