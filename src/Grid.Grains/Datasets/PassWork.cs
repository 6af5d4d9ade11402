using Grid.Statistics;

namespace Grid.Grains;

/// <summary>A pass that a partition is at, or whose partial nobody has taken yet.</summary>
/// <param name="Partial">The partial to come.</param>
/// <param name="Cancel">Cancels it.</param>
/// <param name="Started">When it was started, in milliseconds of <see cref="Environment.TickCount64"/>.</param>
internal sealed record PassWork(Task<Partial> Partial, CancellationTokenSource Cancel, long Started);
