using System.Diagnostics;

namespace Grid.Hosting.Tests.Cluster;

public sealed class ClusterFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-").FullName;
    private readonly ClusterFolder _files;

    public ClusterFolderTests()
    {
        _files = new ClusterFolder(_folder);
        _files.Join("first", Release.Current, new Dictionary<string, string>());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_silo_that_was_lost_before_it_was_heard_from_is_known_not_to_run_by_what_it_told_the_folder()
    {
        using var ended = Process.Start("true");
        await ended.WaitForExitAsync(TestContext.Current.CancellationToken);
        _files.Add(Silo("lost", ended.Id));
        _files.Add(Silo("runs", Environment.ProcessId));

        Assert.False(_files.Runs(Silo("lost", 0)));
        Assert.True(_files.Runs(Silo("runs", 0)));
        // What is known of it goes before what it told.
        Assert.False(_files.Runs(Silo("runs", ended.Id)));
        // One that nobody has heard from may yet be there.
        Assert.True(_files.Runs(Silo("new", 0)));
    }

    private static SiloInfo Silo(string name, int process) => new() { Name = name, Process = process, Address = "here", Joined = 1 };
}
