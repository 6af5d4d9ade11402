namespace Grid.Abstractions;

/// <summary>What has names by which it can be found again.</summary>
/// <param name="Datasets">The datasets, in ordinal order.</param>
/// <param name="Studies">The studies, in ordinal order.</param>
[GenerateSerializer, Immutable, Alias("Grid.CatalogList")]
public sealed record CatalogList([property: Id(0)] IReadOnlyList<string> Datasets, [property: Id(1)] IReadOnlyList<string> Studies);
