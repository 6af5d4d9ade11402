namespace Grid.Client;

/// <summary>A port, or a socket of a cluster's folder, at which a silo's process takes connections.</summary>
/// <param name="For">For whom: <c>silos</c>, <c>clients</c>, <c>dashboard</c>, <c>health</c> or <c>flight</c>.</param>
/// <param name="Address">Where, as <c>10.0.3.7:30000</c>, or the socket's path. It holds no secret.</param>
/// <param name="Tls">Whether it speaks TLS alone.</param>
/// <param name="OpenedBy">What opens it: the <c>owner</c> of the folder, a <c>certificate</c>, a <c>token</c>, the <c>machine</c> itself, or <c>anybody</c> who reaches it; empty where only the host that it is in knows.</param>
public sealed record NamedListener(string For, string Address, bool Tls, string OpenedBy);
