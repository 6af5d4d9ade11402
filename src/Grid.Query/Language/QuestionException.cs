namespace Grid.Query;

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

    /// <summary>A value that cannot be computed.</summary>
    /// <param name="row">The row in the dataset, from 0.</param>
    /// <param name="problem">What is wrong, and what to do.</param>
    public static QuestionException InRow(long row, string problem) => new($"row {row + 1}: {problem}") { Row = row, Problem = problem };

    /// <summary>The same fault, for which the place of its row in a file is known.</summary>
    public QuestionException At(string path, long line) => new($"{path}, line {line}: {Problem ?? Message}");

    /// <summary>The same fault, of a group of rows.</summary>
    internal QuestionException Of(string group) => new($"{group}: {Problem ?? Message}");

    /// <summary>The row at fault, from 0 in the dataset; null where it is none.</summary>
    public long? Row { get; private init; }

    private string? Problem { get; init; }

    /// <summary>The expression at fault, or null.</summary>
    public string? Expression { get; }

    /// <summary>Where in <see cref="Expression"/> the fault is, counted in characters from 0; null where it has no place.</summary>
    public int? Position { get; }
}
