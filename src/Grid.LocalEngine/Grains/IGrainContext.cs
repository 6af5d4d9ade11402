namespace Grid.LocalEngine;

/// <summary>What the engine knows of one activation of a grain.</summary>
public interface IGrainContext
{
    /// <summary>Which grain this is.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain's object; null while it is being made.</summary>
    object? GrainInstance { get; }
}
