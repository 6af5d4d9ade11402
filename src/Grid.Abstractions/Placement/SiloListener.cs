namespace Grid.Abstractions;

/// <summary>A port, or a socket of a folder, at which a silo's process takes connections.</summary>
/// <param name="For">For whom: <c>silos</c>, <c>clients</c>, <c>dashboard</c>, <c>health</c> or <c>flight</c>.</param>
/// <param name="Address">Where, as <c>10.0.3.7:30000</c>, or the socket's path. It holds no secret.</param>
/// <param name="Tls">Whether it speaks TLS alone.</param>
/// <param name="OpenedBy">What opens it: the <c>owner</c> of the folder, a <c>certificate</c>, a <c>token</c>, the <c>machine</c> itself, or <c>anybody</c> who reaches it; empty where only the host that it is in knows.</param>
[GenerateSerializer, Immutable, Alias("Grid.SiloListener")]
public sealed record SiloListener([property: Id(0)] string For, [property: Id(1)] string Address, [property: Id(2)] bool Tls, [property: Id(3)] string OpenedBy);
