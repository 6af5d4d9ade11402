namespace Grid.Statistics;

/// <summary>A question that cannot be answered as it was asked; the message is one line that says what is wrong and what to do.</summary>
public sealed class QuestionException : Exception
{
    /// <summary>A fault that has no place in a text.</summary>
    public QuestionException(string message) : base(message)
    {
    }

    /// <summary>A fault at a place in an expression.</summary>
    /// <param name="message">The whole line, place included.</param>
    /// <param name="expression">The text of the expression.</param>
    /// <param name="position">Where in <paramref name="expression"/>, counted from 0; its length for the end.</param>
    public QuestionException(string message, string expression, int position) : base(message) =>
        (Expression, Position) = (expression, position);

    /// <summary>The expression at fault, or null.</summary>
    public string? Expression { get; }

    /// <summary>Where in <see cref="Expression"/> the fault is, counted in characters from 0; null where it has no place.</summary>
    public int? Position { get; }
}
