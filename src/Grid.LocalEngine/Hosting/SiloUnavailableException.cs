namespace Grid.LocalEngine;

/// <summary>The silo that a call was for is not there, or is going down.</summary>
/// <param name="message">Which silo and why.</param>
public sealed class SiloUnavailableException(string message) : Exception(message);
