namespace Grid.Grains;

/// <summary>What the catalog stores.</summary>
[GenerateSerializer, Alias("Grid.CatalogState")]
public sealed class CatalogState
{
    /// <summary>The names of the datasets.</summary>
    [Id(0)]
    public List<string> Datasets { get; set; } = [];
}
