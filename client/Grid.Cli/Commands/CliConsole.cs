using Spectre.Console;

namespace Grid.Cli;

/// <summary>Where a command writes: answers to the output, progress, timings and errors to the error stream.</summary>
internal sealed class CliConsole
{
    private readonly Func<Stream> _openOut;

    private CliConsole(TextWriter output, TextWriter error, Func<Stream> openOut, IAnsiConsole? outputTerminal, IAnsiConsole? errorTerminal) =>
        (Out, Error, _openOut, OutTerminal, ErrorTerminal) = (output, error, openOut, outputTerminal, errorTerminal);

    /// <summary>The output as text.</summary>
    public TextWriter Out { get; }

    /// <summary>The error stream as text.</summary>
    public TextWriter Error { get; }

    /// <summary>The output as a terminal; null where it is a pipe or a file.</summary>
    public IAnsiConsole? OutTerminal { get; }

    /// <summary>The error stream as a terminal; null where it is a pipe or a file.</summary>
    public IAnsiConsole? ErrorTerminal { get; }

    /// <summary>The output as bytes.</summary>
    public Stream OpenOut() => _openOut();

    /// <summary>The console of this process.</summary>
    public static CliConsole OfProcess() => new(
        Console.Out, Console.Error, Console.OpenStandardOutput,
        Console.IsOutputRedirected ? null : AnsiConsole.Console,
        Console.IsErrorRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));

    /// <summary>Pipes, or terminals where they are given.</summary>
    public static CliConsole Of(
        TextWriter output, TextWriter error, Stream bytes, IAnsiConsole? outputTerminal = null, IAnsiConsole? errorTerminal = null) =>
        new(output, error, () => bytes, outputTerminal, errorTerminal);
}
