using System.CommandLine.Parsing;

namespace Grid.Cli.Tests;

/// <summary>Command lines as a shell splits them, as far as double quotes go.</summary>
internal static class CommandLine
{
    public static string[] Split(string line) => [.. CommandLineParser.SplitCommandLine(line.Trim())];
}
