using Grid.Learning;
using Grid.Query;
using Grid.Sources;

namespace Grid.Abstractions;

/// <summary>
/// Why something failed, as data: what is started and then observed fails long after the call that started it, and a
/// fault can be told to any number of observers, on any engine, and become the same exception for each.
/// </summary>
[GenerateSerializer, Immutable, Alias("Grid.Fault")]
public sealed record Fault
{
    /// <summary>Whose fault it is.</summary>
    [Id(0)]
    public FaultKind Kind { get; init; }

    /// <summary>One line that says it all.</summary>
    [Id(1)]
    public string Message { get; init; } = "";

    /// <summary>The file, of a source's fault.</summary>
    [Id(2)]
    public string? Path { get; init; }

    /// <summary>The line in it.</summary>
    [Id(3)]
    public long? Line { get; init; }

    /// <summary>The column.</summary>
    [Id(4)]
    public string? Column { get; init; }

    /// <summary>The value.</summary>
    [Id(5)]
    public string? Value { get; init; }

    /// <summary>The expression, of a question's fault.</summary>
    [Id(6)]
    public string? Expression { get; init; }

    /// <summary>Where in it.</summary>
    [Id(7)]
    public int? Position { get; init; }

    /// <summary>Where in our code, of our own faults: for the log.</summary>
    [Id(8)]
    public string? Trace { get; init; }

    /// <summary>An exception as data.</summary>
    public static Fault From(Exception exception) => exception switch
    {
        SourceException e => new() { Kind = FaultKind.Source, Message = e.Message, Path = e.Path, Line = e.Line, Column = e.Column, Value = e.Value },
        QuestionException e => new() { Kind = FaultKind.Question, Message = e.Message, Expression = e.Expression, Position = e.Position },
        LearningException e => new() { Kind = FaultKind.Learning, Message = e.Message },
        MemoryBudgetException e => new() { Kind = FaultKind.Memory, Message = e.Message },
        DatasetException e => new() { Kind = FaultKind.Dataset, Message = e.Message },
        // Nothing is wrong with what was asked, nor with us: the dataset is not there for as long as an answer takes.
        ShareLostException e => new() { Kind = FaultKind.Dataset, Message = e.Message },
        _ when StorageException.Behind(exception) is { } e => new() { Kind = FaultKind.Storage, Message = e.Message },
        GridException e => new() { Kind = FaultKind.Internal, Message = e.Message, Trace = e.Trace },
        _ when TransientFault.IsCutShort(exception) => new() { Kind = FaultKind.Cancelled, Message = "It was cancelled." },
        _ => new() { Kind = FaultKind.Internal, Message = $"{exception.GetType().Name}: {exception.Message}", Trace = exception.ToString() },
    };

    /// <summary>The exception that this was.</summary>
    public Exception ToException() => Kind switch
    {
        FaultKind.Source => new SourceException(Message, Path, Line, Column, Value),
        FaultKind.Question => Expression is { } text && Position is { } at ? new QuestionException(Message, text, at) : new QuestionException(Message),
        FaultKind.Learning => new LearningException(Message),
        FaultKind.Memory => new MemoryBudgetException(Message),
        FaultKind.Dataset => new DatasetException(Message),
        FaultKind.Storage => new StorageException(Message),
        FaultKind.Cancelled => new OperationCanceledException(Message),
        _ => new GridException(Message, Trace),
    };
}
