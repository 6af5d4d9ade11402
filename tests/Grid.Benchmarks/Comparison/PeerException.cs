namespace Grid.Benchmarks;

/// <summary>An engine that could not be measured; the message is one line that says why.</summary>
internal sealed class PeerException(string message) : Exception(message);
