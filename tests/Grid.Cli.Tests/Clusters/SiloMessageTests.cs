using System.Diagnostics;

namespace Grid.Cli.Tests.Clusters;

/// <summary>A silo that cannot run says why in one line, and nothing else.</summary>
public sealed class SiloMessageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "which cluster?")]
    [InlineData("--cluster {0}/file", "cannot be written")]
    [InlineData("--cluster {0}/new --port 99999", "--port 99999: expected a number from 0 to 65535")]
    [InlineData("--cluster {0}/new --health-port -1", "--health-port -1: expected a number from 0 to 65535")]
    [InlineData("--cluster {0}/new --threads 0", "--threads 0: expected a number from 1 to 1024")]
    [InlineData("--cluster {0}/new --memory-bytes 0", "--memory-bytes 0: expected a number of at least 1")]
    [InlineData("--cluster {0}/new --address nowhere", "--address nowhere: expected an IP address")]
    [InlineData("--cluster {0}/new --log loud", "'loud'")]
    [InlineData("--bogus", "'--bogus' ('grid-silo --help' says more)")]
    public async Task A_refusal_is_one_line(string arguments, string said)
    {
        _folder.File("file", "");
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "grid-silo.exe" : "grid-silo");
        var start = new ProcessStartInfo(program, arguments.Replace("{0}", _folder.Path, StringComparison.Ordinal)) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("GRID_CLUSTER_ID");
        using var silo = Process.Start(start)!;
        var (output, error) = (silo.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), silo.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await silo.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((2, ""), (silo.ExitCode, await output));
        string line = Assert.Single((await error).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("grid-silo: ", line, StringComparison.Ordinal);
        Assert.Contains(said, line, StringComparison.Ordinal);
    }
}
