namespace Grid.LocalEngine;

/// <summary>What a cluster's folder lays down for all its processes.</summary>
internal sealed record ClusterSettings
{
    /// <summary>Proves to a silo that a caller may read the folder.</summary>
    public required string Secret { get; init; }

    /// <summary>What the silos agree on.</summary>
    public required Dictionary<string, string> Settings { get; init; }
}
