using System.Diagnostics;

namespace Grid.Cli.Tests;

/// <summary>The <c>grid</c> command as a process of its own under a shell: for what only real outputs and terminals show.</summary>
internal static class GridProcess
{
    /// <summary>Runs a line of the shell, in which <c>grid</c> is the command.</summary>
    public static async Task<(int ExitCode, string Out, string Error)> ShellAsync(string line, string? folder = null, params (string Name, string? Value)[] environment)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the lines are those of a Unix shell");
        var start = new ProcessStartInfo("/bin/bash", ["-c", $"grid() {{ \"$GRID_COMMAND\" \"$@\"; }}\n{line}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        start.Environment["GRID_COMMAND"] = Path.Combine(AppContext.BaseDirectory, "grid");
        foreach (var (name, value) in environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
