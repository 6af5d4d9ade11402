using Grid.Sources;

namespace Grid.Grains;

/// <summary>What a silo has for the rows of partitions, all of which need not be in memory.</summary>
/// <param name="Residents">The columns that are in memory.</param>
/// <param name="Cache">The columns that are on local disk.</param>
/// <param name="Care">Keeps the heap close to what is held.</param>
/// <param name="Texts">The numbers of texts, for partitions all of whose rows are in memory.</param>
public sealed record ResidentServices(Residents Residents, ColumnCache Cache, HeapCare Care, SiloTexts Texts);
