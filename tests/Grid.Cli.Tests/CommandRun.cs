namespace Grid.Cli.Tests;

/// <summary>One run of the <c>grid</c> command within the test's process.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error, byte[] Bytes)
{
    public static Task<CommandRun> Of(params string[] arguments) => Cancellable(arguments, TestContext.Current.CancellationToken);

    /// <summary>A run that succeeds; fails with what it said instead.</summary>
    public static async Task<CommandRun> Good(params string[] arguments)
    {
        var run = await Of(arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: {run.Error}");
        return run;
    }

    public static async Task<CommandRun> Cancellable(string[] arguments, CancellationToken cancellation)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var bytes = new MemoryStream();
        int code = await GridCommand.RunAsync(arguments, CliConsole.Of(output, error, bytes), cancellation);
        return new CommandRun(code, output.ToString(), error.ToString(), bytes.ToArray());
    }

    /// <summary>The run's one error line; fails where there is none, or more than one.</summary>
    public string ErrorLine => Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
