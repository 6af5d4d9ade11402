using System.Diagnostics;
using Grid.Learning;
using Grid.Query;
using Grid.Samples;
using Grid.Sources;
using Orleans.Runtime.Messaging;

namespace Grid.Cli;

/// <summary>How a run ends: 0 for an answer, 2 for input that is wrong, 1 for a fault of ours, and, as shells have it, 130 for Ctrl-C and 141 where the reader of the output has gone.</summary>
internal static class ExitCode
{
    /// <summary>An answer.</summary>
    public const int Answered = 0;

    /// <summary>A fault of ours.</summary>
    public const int Fault = 1;

    /// <summary>A file, a question or an option that is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>Ctrl-C, as shells have it.</summary>
    public const int Cancelled = 130;

    /// <summary>The reader of the output has gone, as <c>head</c> does when it has enough: nobody is left to tell.</summary>
    public const int Closed = 141;

    /// <summary>The code that an exception ends a run with.</summary>
    public static int Of(Exception exception) => exception switch
    {
        OperationCanceledException => Cancelled,
        StandardOutputException { IsClosed: true } => Closed,
        StandardOutputException => BadInput,
        UsageException or SampleException or SourceException or OutputException or QuestionException or LearningException or MemoryBudgetException or DatasetException or ClusterException or InvalidMessageFrameException => BadInput,
        _ when SystemFault.Is(exception) || TransientFault.Is(exception) || StorageException.Behind(exception) is not null => BadInput,
        _ => Fault,
    };

    /// <summary>The one line that says what happened.</summary>
    public static string Line(Exception exception, int code) => code switch
    {
        Cancelled => "grid: cancelled",
        BadInput when StorageException.Behind(exception) is { } storage => $"grid: {OneLine(storage.Message)}",
        BadInput when SystemFault.Is(exception) => $"grid: {OneLine(SystemFault.Say(exception))}",
        BadInput when exception is not ClusterException && TransientFault.Is(exception) =>
            $"grid: no silo of the cluster answers; 'grid status' tells of them, and 'grid up' starts some ({OneLine(exception.Message)})",
        BadInput => $"grid: {OneLine(exception.Message)}",
        _ => $"grid: a fault of ours, please report it: {exception.GetType().Name}: {OneLine(exception.Message)}{Place(exception)}",
    };

    /// <summary>A message as one line that a terminal shows as it is, whatever of the data it names; without a full stop at its end, as lines after a name and a colon have none.</summary>
    public static string OneLine(string text)
    {
        string line = CellText.Clean(string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        return line.EndsWith('.') && !line.EndsWith("..", StringComparison.Ordinal) ? line[..^1] : line;
    }

    private static string Place(Exception exception)
    {
        var method = new StackTrace(exception).GetFrame(0)?.GetMethod();
        return method is null ? "" : $" (in {method.DeclaringType?.Name}.{method.Name})";
    }
}
