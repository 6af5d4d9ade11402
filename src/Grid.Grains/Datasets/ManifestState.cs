namespace Grid.Grains;

/// <summary>What a dataset stores.</summary>
[GenerateSerializer, Alias("Grid.ManifestState")]
public sealed class ManifestState
{
    /// <summary>The manifest as <see cref="WireCodec"/> writes it; null for none.</summary>
    [Id(0)]
    public string? Manifest { get; set; }
}
