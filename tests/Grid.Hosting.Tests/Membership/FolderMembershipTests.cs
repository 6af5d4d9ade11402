using System.Net;

namespace Grid.Hosting.Tests.Membership;

public sealed class FolderMembershipTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"grid-{Guid.NewGuid():N}")).FullName;
    private readonly FolderMembership _table;

    public FolderMembershipTests() => _table = new FolderMembership(new MemberFiles(_folder));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_row_comes_back_as_it_was_written()
    {
        var entry = Entry(1);
        entry.AddSuspector(Entry(2).SiloAddress, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));

        Assert.True(await _table.InsertRow(entry, (await _table.ReadAll()).Version.Next()));

        var all = await _table.ReadAll();
        var (read, etag) = Assert.Single(all.Members);
        Assert.Equal((1, "1"), (all.Version.Version, etag));
        Assert.Equal(
            (entry.SiloAddress, entry.Status, entry.SiloName, entry.HostName, entry.ProxyPort, entry.StartTime),
            (read.SiloAddress, read.Status, read.SiloName, read.HostName, read.ProxyPort, read.StartTime));
        Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
    }

    [Fact]
    public async Task What_was_read_before_another_change_changes_nothing()
    {
        var early = (await _table.ReadAll()).Version;
        Assert.True(await _table.InsertRow(Entry(1), early.Next()));

        Assert.False(await _table.InsertRow(Entry(2), early.Next()));
        Assert.False(await _table.UpdateRow(Entry(1), "0", early.Next().Next()));

        Assert.Single((await _table.ReadAll()).Members);
    }

    [Fact]
    public async Task Of_many_that_change_the_same_version_at_once_one_succeeds()
    {
        var next = (await _table.ReadAll()).Version.Next();

        var inserted = await Task.WhenAll(Enumerable.Range(1, 16).Select(i => Task.Run(() => _table.InsertRow(Entry(i), next))));

        Assert.Equal(1, inserted.Count(i => i));
        Assert.Single((await _table.ReadAll()).Members);
    }

    [Fact]
    public async Task All_who_try_again_get_in()
    {
        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(async () =>
        {
            while (!await _table.InsertRow(Entry(i), (await _table.ReadAll()).Version.Next()))
            {
            }
        })));

        var all = await _table.ReadAll();
        Assert.Equal((8, 8), (all.Members.Count, all.Version.Version));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "members"), "*.tmp"));
    }

    [Fact]
    public async Task Old_versions_go_after_a_while_and_not_before()
    {
        var table = new FolderMembership(new MemberFiles(_folder, TimeSpan.FromMilliseconds(500)));
        for (int i = 1; i <= 6; i++)
            Assert.True(await table.InsertRow(Entry(i), (await table.ReadAll()).Version.Next()));
        Assert.False(await _table.InsertRow(Entry(9), new TableVersion(2, "1")));
        await Task.Delay(600, TestContext.Current.CancellationToken);

        Assert.True(await table.InsertRow(Entry(7), (await table.ReadAll()).Version.Next()));

        Assert.Equal(3, Directory.GetFiles(Path.Combine(_folder, "members"), "*.json").Length);
        Assert.Equal(7, (await table.ReadAll()).Members.Count);
    }

    [Fact]
    public async Task Being_alive_changes_no_version()
    {
        await _table.InsertRow(Entry(1), (await _table.ReadAll()).Version.Next());
        var before = DateTime.UtcNow.AddSeconds(-2);

        await _table.UpdateIAmAlive(Entry(1));

        var all = await _table.ReadAll();
        Assert.Equal(1, all.Version.Version);
        Assert.True(all.Members[0].Item1.IAmAliveTime > before);
    }

    [Fact]
    public async Task The_dead_are_forgotten_after_a_while_and_the_living_are_not()
    {
        var dead = Entry(1);
        dead.Status = SiloStatus.Dead;
        await _table.InsertRow(dead, (await _table.ReadAll()).Version.Next());
        await _table.InsertRow(Entry(2), (await _table.ReadAll()).Version.Next());

        await _table.CleanupDefunctSiloEntries(DateTimeOffset.UtcNow);

        Assert.Equal(Entry(2).SiloAddress, Assert.Single((await _table.ReadAll()).Members).Item1.SiloAddress);
    }

    [Fact]
    public async Task Clients_are_given_the_gateways_of_active_silos()
    {
        var leaving = Entry(2);
        leaving.Status = SiloStatus.ShuttingDown;
        await _table.InsertRow(Entry(1), (await _table.ReadAll()).Version.Next());
        await _table.InsertRow(leaving, (await _table.ReadAll()).Version.Next());

        var gateway = Assert.Single(await new FolderGateways(new MemberFiles(_folder)).GetGateways());

        Assert.Equal((IPAddress.Loopback.ToString(), 30_001), (gateway.Host, gateway.Port));
    }

    private static MembershipEntry Entry(int number) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 11_000 + number, 1),
        Status = SiloStatus.Active,
        SiloName = $"s{number}",
        HostName = "here",
        ProxyPort = 30_000 + number,
        StartTime = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };
}
