namespace Grid.Query;

/// <summary>A regular expression, or what is to be put in the place of its matches, that cannot be taken; the message says why.</summary>
internal sealed class PatternException(string message) : Exception(message);
