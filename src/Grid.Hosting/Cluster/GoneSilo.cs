namespace Grid.Hosting;

/// <summary>A silo that did not leave, and is no longer there.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it listened.</param>
/// <param name="At">When it was given up, or heard of last; universal time.</param>
[GenerateSerializer, Immutable, Alias("Grid.GoneSilo")]
internal readonly record struct GoneSilo([property: Id(0)] string Name, [property: Id(1)] string Address, [property: Id(2)] DateTime At);
