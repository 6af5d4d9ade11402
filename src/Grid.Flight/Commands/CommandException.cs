namespace Grid.Flight;

/// <summary>What a client sent cannot be read as what it should be.</summary>
/// <param name="message">What was found, what was expected, and what to do.</param>
internal sealed class CommandException(string message) : Exception(message);
