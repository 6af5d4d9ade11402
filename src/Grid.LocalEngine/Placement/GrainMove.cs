namespace Grid.LocalEngine;

/// <summary>A grain that is to go from one silo to another.</summary>
internal readonly record struct GrainMove(GrainId Grain, string From, string To);
