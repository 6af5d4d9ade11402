using System.Diagnostics;
using System.Text;

namespace Grid.Flight.Tests;

/// <summary>The Python client, over a stand-in for pyarrow that records what it sends.</summary>
public sealed class PythonTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "python");

    [Fact]
    public async Task Its_own_tests_pass() => Assert.Contains("OK", (await RunAsync("-m", "unittest", "tests/test_client.py")).Errors, StringComparison.Ordinal);

    [Fact]
    public async Task What_it_sends_are_commands_of_the_door()
    {
        string[] commands = (await RunAsync("tests/commands.py")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var read = commands.Select(command => CommandReader.Read(Encoding.UTF8.GetBytes(command))).ToArray();

        Assert.Equal(20, read.Length);
        Assert.Equal(9, read.Select(command => command.Question?.GetType()).OfType<Type>().Distinct().Count());
    }

    private static async Task<(string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not on the path, so the Python client cannot be asked.");
            throw;
        }
        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, output + await errors);
            return (output, await errors);
        }
    }
}
