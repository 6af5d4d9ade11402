using Grid.Sources;

namespace Grid.Grains;

/// <summary>What a silo has for partitions whose rows need not all be in memory.</summary>
/// <param name="Residents">The columns that are in memory.</param>
/// <param name="Cache">The columns that are on local disk.</param>
/// <param name="Care">Keeps the heap close to what is held.</param>
public sealed record ResidentServices(Residents Residents, ColumnCache Cache, HeapCare Care);
