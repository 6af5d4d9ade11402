namespace Grid.Hosting.Tests.Cluster;

/// <summary>Silos and clients that are too old or too new are refused in words.</summary>
public sealed class ReleaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("0.1.0", "0.1.7", true)]
    [InlineData("0.1.0", "0.1.0-rc.1", true)]
    [InlineData("0.1.0", "0.2.0", false)]
    [InlineData("1.1.0", "2.1.0", false)]
    [InlineData("0.1.0", "0.10.0", false)]
    [InlineData("0.1.0", "", true)]
    public void Releases_of_a_line_work_together(string one, string other, bool together)
    {
        Assert.Equal(together, Release.WorkTogether(one, other));
        Assert.Equal(together, Release.WorkTogether(other, one));
    }

    [Theory]
    [InlineData("0.9.0", "too old")]
    [InlineData("0.10.4", null)]
    [InlineData("0.11.0", "too new")]
    public void What_is_older_by_its_numbers_is_too_old(string release, string? said)
    {
        string? refusal = Release.Refusal("This client", release, [new SiloInfo { Name = "a", Process = 1, Address = "", Joined = 1, Release = "0.10.0" }]);

        if (said is null)
            Assert.Null(refusal);
        else
            Assert.StartsWith($"This client is of Grid {release}, which is {said} for this cluster: silo 'a' is of Grid 0.10.0. Use 0.10.0 here, or ", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folders_silo_or_client_of_another_release_is_refused_and_the_cluster_goes_on()
    {
        await using var first = await OrleansSilo.JoinAsync(new OrleansSiloOptions(), Of("first", Release.Current));

        var silo = await Assert.ThrowsAsync<ClusterException>(() => OrleansSilo.JoinAsync(new OrleansSiloOptions(), Of("second", "9.0.1")));
        var client = Assert.Throws<ClusterException>(() => OrleansClient.Connect(_folder, "0.0.1"));

        Assert.StartsWith($"Silo 'second' is of Grid 9.0.1, which is too new for this cluster: silo 'first' is of Grid {Release.Current}.", silo.Message, StringComparison.Ordinal);
        Assert.StartsWith($"This client is of Grid 0.0.1, which is too old for this cluster: silo 'first' is of Grid {Release.Current}.", client.Message, StringComparison.Ordinal);
        // One of the same line comes in, and is asked as the other is.
        await using (await OrleansSilo.JoinAsync(new OrleansSiloOptions(), Of("third", Patch(Release.Current))))
            Assert.Equal(["first", "third"], OrleansClient.SilosOf(_folder).Select(s => s.Name).Order());
        await using var there = OrleansClient.Connect(_folder, Patch(Release.Current));
        Assert.Equal(("first", Release.Current), (Assert.Single(there.Silos).Name, there.Silos[0].Release));
        Assert.True(first.Serves);
    }

    private static string Patch(string release) => $"{string.Join('.', release.Split('.').Take(2))}.97";

    private GridClusterOptions Of(string name, string release) => new() { Folder = _folder, Name = name, Release = release };
}
