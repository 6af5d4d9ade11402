using System.Text;

namespace Grid.Cli.Tests.Clusters;

public sealed class ClusterControlTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Cluster => Path.Combine(_folder.Path, "cluster");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    public async Task A_start_that_is_cancelled_leaves_no_process(int milliseconds)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are looked for in /proc");
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Token);
        cut.CancelAfter(milliseconds);

        // Four processes take longer than this until all of them take work.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ClusterControl.StartAsync(Cluster, 4, new SiloResources(32 << 20, 1), cut.Token));

        Assert.Empty(ProcessesOf(Cluster));
    }

    [Fact]
    public async Task A_silo_that_cannot_start_takes_those_with_it_that_started_beside_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are looked for in /proc");
        // A budget that a silo refuses is found by the silo itself, and not by the command.
        var fault = await Assert.ThrowsAsync<ClusterException>(() => ClusterControl.StartAsync(Cluster, 3, new SiloResources(-1, 1), Token));

        Assert.NotEmpty(fault.Message);
        Assert.Empty(ProcessesOf(Cluster));
    }

    private static string[] ProcessesOf(string folder) =>
        [.. Directory.EnumerateDirectories("/proc").Select(p => Path.Combine(p, "cmdline")).Where(File.Exists).Select(Read).Where(line => line.Contains(folder, StringComparison.Ordinal))];

    private static string Read(string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(file));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
