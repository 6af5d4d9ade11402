using System.Diagnostics;

namespace Grid.Deploy.Tests;

/// <summary>A program that may be on this machine or not.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Skips the test that asks where a program is not there.</summary>
    public static string Require(string name, string package)
    {
        string? path = MotoServer.Find(name);
        Assert.SkipUnless(path is not null, $"{name} is not on this machine (pip install {package})");
        return path!;
    }

    /// <summary>How a program is started: its output is read, and nothing is typed.</summary>
    public static ProcessStartInfo Command(string path, params IEnumerable<string> arguments) => new(path, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = Repository.Root,
        Environment = { [SiloProcess.Haste.Name] = SiloProcess.Haste.Value },
    };

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(ProcessStartInfo command)
    {
        using var process = Process.Start(command)!;
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
