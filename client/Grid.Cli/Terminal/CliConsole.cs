using System.Text;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Where a command writes: answers to the output, progress, timings and errors to the error stream.</summary>
internal sealed class CliConsole
{
    private const int Block = 64 * 1024;

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

    /// <summary>Whether it is the process's own, so that the process ends with the command.</summary>
    public bool IsOfProcess { get; private init; }

    /// <summary>The output as bytes.</summary>
    public Stream OpenOut() => _openOut();

    /// <summary>Hands on what is kept back of the output.</summary>
    /// <exception cref="StandardOutputException">The output takes no more.</exception>
    public void Flush() => Out.Flush();

    /// <summary>The console of this process.</summary>
    public static CliConsole OfProcess()
    {
        var bytes = new GuardedOutput(OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new UnixOutput());
        bool toTerminal = !Console.IsOutputRedirected, errorsToTerminal = !Console.IsErrorRedirected;
        return new(
            toTerminal ? Console.Out : new StreamWriter(bytes, new UTF8Encoding(false), Block),
            errorsToTerminal ? Console.Error : new PatientErrors(Console.Error),
            () => bytes,
            toTerminal ? AnsiConsole.Console : null,
            errorsToTerminal ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }) : null)
        {
            IsOfProcess = true,
        };
    }

    /// <summary>Pipes, or terminals where they are given.</summary>
    public static CliConsole Of(
        TextWriter output, TextWriter error, Stream bytes, IAnsiConsole? outputTerminal = null, IAnsiConsole? errorTerminal = null) =>
        new(output, error, () => bytes, outputTerminal, errorTerminal);
}
