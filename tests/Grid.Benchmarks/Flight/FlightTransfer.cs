namespace Grid.Benchmarks;

/// <summary>Rows that went over a door.</summary>
/// <param name="Bytes">Bytes of the batches' bodies.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="SiloSeconds">What the silo computed for it.</param>
internal readonly record struct FlightTransfer(long Bytes, double Seconds, double SiloSeconds);
