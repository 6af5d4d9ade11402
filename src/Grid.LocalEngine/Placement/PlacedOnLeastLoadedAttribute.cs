namespace Grid.LocalEngine;

/// <summary>Grains that compute: they are placed on the silo that has the fewest of their kind.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PlacedOnLeastLoadedAttribute : Attribute
{
    /// <summary>Whether the caller's silo is preferred where it has no more of them than any other.</summary>
    public bool PreferLocal { get; init; }
}
