using System.Reflection;

namespace Grid.Hosting;

/// <summary>How a silo of Orleans runs.</summary>
internal sealed record OrleansSiloOptions
{
    /// <summary>Assemblies whose grain classes the silo hosts beside the grid's own.</summary>
    public IReadOnlyList<Assembly> GrainAssemblies { get; init; } = [];

    /// <summary>The folder that holds the grains' states; null keeps them in memory, for as long as the silo runs.</summary>
    public string? StorageFolder { get; init; }

    /// <summary>How long callers wait for an answer, unless the method says otherwise.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Activations that have been idle for this long are collected.</summary>
    public TimeSpan CollectionAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle activations are looked for.</summary>
    public TimeSpan CollectionQuantum { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a grain may take over its end.</summary>
    public TimeSpan DeactivationTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
