namespace Grid.Cli;

/// <summary>A command line that cannot be run as it stands; the message is one clear line.</summary>
internal sealed class UsageException(string message) : Exception(message);
