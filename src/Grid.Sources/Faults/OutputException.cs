namespace Grid.Sources;

/// <summary>
/// A file or folder that cannot be written as asked. The message is one line that names the path, says what is in the way, and
/// what to do.
/// </summary>
public sealed class OutputException : Exception
{
    /// <summary>Makes an exception of a whole message and the path that it names.</summary>
    public OutputException(string message, string path, Exception? inner = null) : base(message, inner) => Path = path;

    /// <summary>The path, as it was given.</summary>
    public string Path { get; }
}
