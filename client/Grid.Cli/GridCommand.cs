using System.CommandLine;

namespace Grid.Cli;

/// <summary>The <c>grid</c> command: its subcommands, and how a run of it ends.</summary>
internal static class GridCommand
{
    /// <summary>Runs a command line and returns the exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliConsole console, CancellationToken cancellation = default)
    {
        var root = Create(console);
        var parsed = root.Parse(arguments);
        try
        {
            if (arguments.Count == 0)
            {
                await HelpCommand.ShowAsync(root, [], console, cancellation);
                console.Flush();
                return ExitCode.Answered;
            }
            CommandLineCheck.Require(parsed, CommandPath(parsed));
            int code = await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = console.Out,
                    Error = console.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TimeSpan.FromSeconds(30), // what Ctrl-C leaves for tidying up
                },
                cancellation);
            console.Flush();
            return code;
        }
        catch (Exception fault)
        {
            return End(fault, console);
        }
    }

    /// <summary>The command and its subcommands.</summary>
    public static RootCommand Create(CliConsole console)
    {
        var root = new RootCommand("Explores tables and searches models, exactly and in memory.")
        {
            DemoCommand.Create(console),
            SampleCommand.Create(console),
            TuneCommand.Create(console),
            PredictCommand.Create(console),
            EvaluateCommand.Create(console),
            ImportanceCommand.Create(console),
            ModelCommand.Create(console),
            ExportCommand.Create(console),
            SchemaCommand.Create(console),
            SaveCommand.Create(console),
            SplitCommand.Create(console),
            ReportCommand.Create(console),
        };
        foreach (var command in ClusterCommands.Create(console))
            root.Add(command);
        foreach (var command in QuestionCommands.Create(console))
            root.Add(command);
        root.Add(HelpCommand.Create(console, root));
        HelpCommand.Fit(root, console);
        return root;
    }

    private static int End(Exception fault, CliConsole console)
    {
        try
        {
            // What a command had said before it failed.
            if (fault is not StandardOutputException)
                console.Flush();
        }
        catch (StandardOutputException)
        {
            // The fault came first, and is told below.
        }
        int code = ExitCode.Of(fault);
        if (code != ExitCode.Closed)
            console.Error.WriteLine(ExitCode.Line(fault, code));
        return code;
    }

    private static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result.Parent is System.CommandLine.Parsing.CommandResult parent; result = parent)
            names.Push(result.Command.Name);
        names.Push("grid");
        return string.Join(' ', names);
    }
}
