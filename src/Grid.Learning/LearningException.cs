namespace Grid.Learning;

/// <summary>
/// What was asked of a model, a search or its data cannot be done. The message is one line that names the parameter,
/// column or file, says what was expected, and what to do.
/// </summary>
public class LearningException : Exception
{
    /// <summary>Makes an exception with its line.</summary>
    public LearningException(string message) : base(message) { }

    /// <summary>Makes an exception with its line and what caused it.</summary>
    public LearningException(string message, Exception inner) : base(message, inner) { }
}
