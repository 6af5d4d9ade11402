namespace Grid.Hosting;

/// <summary>A grain that a silo has.</summary>
/// <param name="Grain">Which.</param>
/// <param name="Rule">By which rule it was placed.</param>
/// <param name="Bytes">Bytes that it holds; 0 while that is not known.</param>
[GenerateSerializer, Immutable, Alias("Grid.HeldGrain")]
internal readonly record struct HeldGrain([property: Id(0)] GrainId Grain, [property: Id(1)] PlacementRule Rule, [property: Id(2)] long Bytes);
