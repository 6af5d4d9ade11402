namespace Grid.Hosting;

/// <summary>By what the processes of a fleet know one another.</summary>
/// <param name="Certificate">The process's own, and those between it and the authority.</param>
/// <param name="Key">Its key.</param>
/// <param name="Authority">The authorities whose certificates are taken.</param>
internal sealed record TlsSource(PemSource Certificate, PemSource Key, PemSource Authority);
