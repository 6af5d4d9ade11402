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

    [Fact]
    public void A_membership_that_names_a_silo_where_no_silo_has_told_of_itself_has_none_that_runs()
    {
        var members = new MemberFiles(_folder);
        members.TryWrite(new MemberRows(1, [new MemberRow
        {
            Address = "127.0.0.1:11111@7", Status = SiloStatus.Active, Name = "silo-a", Host = "vm", GatewayPort = 30000, Started = DateTime.UtcNow, Suspicions = [], Changed = 1,
        }]));
        Directory.Delete(Path.Combine(_folder, "silos"), recursive: true);

        Assert.Empty(_files.Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("two words")]
    [InlineData("a\n")]
    public void A_name_that_is_no_file_of_the_folder_is_refused(string name)
    {
        string message = Assert.Throws<ClusterException>(() => _files.Claim(name)).Message;
        Assert.StartsWith($"a silo cannot be called '{name}': expected up to 64 letters, digits", message);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "silos"), "*.lock"));
    }

    [Fact]
    public void A_name_is_one_silo_s_and_that_of_a_lost_one_nobody_s_while_others_run()
    {
        using (_files.Claim("silo-1.a_B"))
            Assert.Contains("has a silo 'silo-1.a_B' already", Assert.Throws<ClusterException>(() => _files.Claim("silo-1.a_B")).Message);
        _files.Claim("silo-1.a_B").Dispose();
        using var ended = Process.Start("true");
        ended.WaitForExit();
        _files.Add(Silo("lost", ended.Id));
        // All of the cluster is gone, and it starts anew.
        _files.Claim("lost").Dispose();
        Runs("runs");
        Assert.Contains($"had a silo 'lost' (process {ended.Id}), which ended without leaving: give this one another name, or none.", Assert.Throws<ClusterException>(() => _files.Claim("lost")).Message);
        _files.Claim("new").Dispose();
    }

    [Fact]
    public void What_the_silos_that_run_were_started_with_is_what_another_is_started_with()
    {
        string folder = Path.Combine(_folder, "other");
        var files = new ClusterFolder(folder);
        Assert.Null(LaidDown.In(folder));
        files.Join("first", Release.Current, new Dictionary<string, string> { ["memory"] = "256000000", ["cache"] = "" });
        Assert.Null(LaidDown.In(folder));
        Runs("first", files);
        Assert.Equal(new LaidDown(256_000_000, "", null), LaidDown.In(folder));
        string message = Assert.Throws<ClusterException>(() => files.Join("second", Release.Current, new Dictionary<string, string> { ["memory"] = "20221201612", ["cache"] = "" })).Message;
        Assert.EndsWith("runs with memory of 256 MB, and this silo was started with 20.2 GB: give it the same (--memory-bytes 256000000, as it has without the option), or another folder.", message);
    }

    private void Runs(string silo, ClusterFolder? files = null)
    {
        files ??= _files;
        files.Add(Silo(silo, Environment.ProcessId));
        var row = new MemberRow
        {
            Address = "127.0.0.1:1@1",
            Status = SiloStatus.Active,
            Name = silo,
            Host = "here",
            GatewayPort = 2,
            Started = DateTime.UtcNow,
            Suspicions = [],
            Changed = 1,
        };
        Assert.True(files.Members.TryWrite(new MemberRows(1, [row])));
    }

    private static SiloInfo Silo(string name, int process) => new() { Name = name, Process = process, Address = "here", Joined = 1 };
}
