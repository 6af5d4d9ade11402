using Orleans.Metadata;
using Orleans.Placement;

namespace Grid.Abstractions;

/// <summary>Grains that compute: they are placed on the silo that has the fewest of their kind.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PlacedOnLeastLoadedAttribute() : PlacementAttribute(new PlacedOnLeastLoaded())
{
    /// <summary>Whether the caller's silo is preferred where it has no more of them than any other.</summary>
    public bool PreferLocal { get; init; }

    /// <inheritdoc/>
    public override void Populate(IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties)
    {
        base.Populate(services, grainClass, grainType, properties);
        if (PreferLocal)
            properties[PlacedOnLeastLoaded.PreferLocalProperty] = "true";
    }
}

/// <summary>The strategy of <see cref="PlacedOnLeastLoadedAttribute"/>.</summary>
[GenerateSerializer, Immutable, Alias("Grid.PlacedOnLeastLoaded")]
public sealed class PlacedOnLeastLoaded : PlacementStrategy
{
    internal const string PreferLocalProperty = "grid.prefer-local";

    [Id(0)]
    internal PlacementRule Rule { get; private set; } = PlacementRule.LeastLoaded;

    /// <inheritdoc/>
    public override void Initialize(GrainProperties properties)
    {
        base.Initialize(properties);
        Rule = properties.Properties.ContainsKey(PreferLocalProperty) ? PlacementRule.LeastLoadedOrLocal : PlacementRule.LeastLoaded;
    }
}
