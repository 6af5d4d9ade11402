namespace Grid.Sources;

/// <summary>
/// A source that cannot be read as asked. The message is one line that names the source, the line, the column and the
/// value where there are such, says what was expected, and what to do.
/// </summary>
public class SourceException : Exception
{
    /// <summary>Makes an exception of a whole message and the parts that it names.</summary>
    public SourceException(
        string message, string? path = null, long? line = null, string? column = null, string? value = null, Exception? inner = null)
        : base(message, inner) => (Path, Line, Column, Value) = (path, line, column, value);

    /// <summary>The file, where the fault is in one.</summary>
    public string? Path { get; }

    /// <summary>The line on which the faulty row starts, from 1.</summary>
    public long? Line { get; }

    /// <summary>The name of the faulty column.</summary>
    public string? Column { get; }

    /// <summary>The faulty value as it stands in the source, cut short where it is long.</summary>
    public string? Value { get; }
}
