namespace Grid.LocalEngine;

/// <summary>A message is longer than what may be sent between processes.</summary>
/// <param name="message">Which message, how long it is, and what is allowed.</param>
public sealed class MessageSizeException(string message) : Exception(message);
