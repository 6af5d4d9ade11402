using Grid.Sources;

namespace Grid.Abstractions;

/// <summary>Where a dataset comes from.</summary>
/// <param name="Paths">Files, folders and globs.</param>
/// <param name="Options">How to read them.</param>
/// <param name="Name">A name for the request: made again under it, because a silo was lost, it is the same request.</param>
/// <param name="IsNamed">Whether the dataset is to be found again by its key, and so to stand in the catalog.</param>
/// <param name="IsLeased">Whether the dataset goes when nobody has observed it for some minutes, as its client, in another process, is lost.</param>
/// <param name="IsInMemory">Whether the rows are to be in memory, all of them, or else refused.</param>
/// <param name="IsLazy">Whether columns that can be found in their files are read when they are asked for, and not before.</param>
[GenerateSerializer, Immutable, Alias("Grid.PlanRequest")]
public sealed record PlanRequest(
    [property: Id(0)] IReadOnlyList<string> Paths,
    [property: Id(1)] Encoded<CsvOptions> Options,
    [property: Id(2)] bool IsNamed = false,
    [property: Id(3)] string Name = "",
    [property: Id(4)] bool IsLeased = false,
    [property: Id(5)] bool IsInMemory = false,
    [property: Id(6)] bool IsLazy = false);
