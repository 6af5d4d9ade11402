namespace Grid.Grains;

/// <summary>What the catalog stores.</summary>
[GenerateSerializer, Alias("Grid.CatalogState")]
public sealed class CatalogState
{
    /// <summary>The names of the datasets.</summary>
    [Id(0)]
    public List<string> Datasets { get; set; } = [];

    /// <summary>The names of the studies.</summary>
    [Id(1)]
    public List<string> Studies { get; set; } = [];
}
