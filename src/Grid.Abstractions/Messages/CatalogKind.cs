namespace Grid.Abstractions;

/// <summary>What has a name.</summary>
[GenerateSerializer, Alias("Grid.CatalogKind")]
public enum CatalogKind
{
    /// <summary>A dataset.</summary>
    Dataset,

    /// <summary>A study.</summary>
    Study,
}
