using Spectre.Console;

namespace Grid.Cli.Tests;

/// <summary>Terminals that write to a text.</summary>
internal static class Terminals
{
    /// <summary>One without colour.</summary>
    public static IAnsiConsole Plain(TextWriter output, int width) => Make(output, width, AnsiSupport.No, InteractionSupport.No);

    /// <summary>One that redraws.</summary>
    public static IAnsiConsole Live(TextWriter output, int width) => Make(output, width, AnsiSupport.Yes, InteractionSupport.Yes);

    private static IAnsiConsole Make(TextWriter output, int width, AnsiSupport ansi, InteractionSupport interaction)
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi,
            Interactive = interaction,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        terminal.Profile.Width = width;
        return terminal;
    }
}
