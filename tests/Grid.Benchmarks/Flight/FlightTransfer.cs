namespace Grid.Benchmarks;

/// <summary>Bytes that went from one process to another.</summary>
/// <param name="Bytes">Bytes of the batches' bodies.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="ServerSeconds">What whoever sent, or took, them computed for it.</param>
/// <param name="ClientSeconds">What the client computed.</param>
internal readonly record struct FlightTransfer(long Bytes, double Seconds, double ServerSeconds, double ClientSeconds);
