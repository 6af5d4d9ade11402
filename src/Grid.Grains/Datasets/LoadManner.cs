namespace Grid.Grains;

/// <summary>What a load puts into memory.</summary>
/// <param name="IsInMemory">All rows, or else it is refused.</param>
/// <param name="IsLazy">Of columns that can be found in their files, none before they are asked for.</param>
/// <param name="Cache">Where silos keep columns on disk that do not fit; null for nowhere.</param>
internal sealed record LoadManner(bool IsInMemory, bool IsLazy, string? Cache);
