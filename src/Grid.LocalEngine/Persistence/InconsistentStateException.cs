namespace Grid.LocalEngine;

/// <summary>A grain's stored state is not the version that this activation has read.</summary>
/// <param name="message">What was found and what was expected.</param>
public sealed class InconsistentStateException(string message) : Exception(message);
