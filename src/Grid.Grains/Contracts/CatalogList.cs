namespace Grid.Grains;

/// <summary>The names of datasets.</summary>
/// <param name="Datasets">In ordinal order.</param>
[GenerateSerializer, Immutable, Alias("Grid.CatalogList")]
public sealed record CatalogList([property: Id(0)] IReadOnlyList<string> Datasets);
