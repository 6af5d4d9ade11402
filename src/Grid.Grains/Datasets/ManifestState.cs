namespace Grid.Grains;

/// <summary>What a dataset stores.</summary>
[GenerateSerializer, Alias("Grid.ManifestState")]
public sealed class ManifestState
{
    /// <summary>The manifest as <see cref="WireCodec"/> writes it; null for none.</summary>
    [Id(0)]
    public string? Manifest { get; set; }

    /// <summary>The plan of a load that is under way, so that it can be taken up again; null for none.</summary>
    [Id(1)]
    public string? Plan { get; set; }

    /// <summary>The name of the load that is under way.</summary>
    [Id(2)]
    public string? Load { get; set; }

    /// <summary>Where the dataset comes from, while that is being planned.</summary>
    [Id(3)]
    public string? Request { get; set; }

    /// <summary>Whether the dataset stands in the catalog.</summary>
    [Id(4)]
    public bool IsNamed { get; set; }

    /// <summary>Whether the dataset goes when nobody observes it.</summary>
    [Id(5)]
    public bool IsLeased { get; set; }

    /// <summary>Whether the rows are to be in memory, all of them, or else refused.</summary>
    [Id(6)]
    public bool IsInMemory { get; set; }

    /// <summary>Whether columns that can be found in their files are read when they are asked for.</summary>
    [Id(7)]
    public bool IsLazy { get; set; }
}
