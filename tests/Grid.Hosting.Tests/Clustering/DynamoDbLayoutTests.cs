using System.Net;
using System.Text.Json;
using Grid.Hosting.Tests.Fleet;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Serialization;

namespace Grid.Hosting.Tests.Clustering;

/// <summary>
/// What our providers keep in DynamoDB is what Microsoft's keep there: names and types of attributes, keys, versions. The rows are looked
/// at, and rows as theirs are read, in DynamoDB's own JSON.
/// </summary>
public abstract class DynamoDbLayoutTests(DynamoDbEmulator store)
{
    private static readonly SiloAddress Silo = SiloAddress.New(IPAddress.Parse("10.0.0.7"), 11111, 154835134);
    private static readonly SiloAddress Other = SiloAddress.New(IPAddress.Parse("10.0.0.8"), 11112, 154835135);
    private static readonly DateTime Time = new(2026, 11, 28, 1, 2, 3, 45, DateTimeKind.Utc);
    private static readonly DateTime Later = new(2026, 11, 28, 14, 5, 6, 7, DateTimeKind.Utc);

    private readonly string _table = $"layout-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silos_row_and_the_versions_row_are_as_Microsofts()
    {
        using var membership = await OpenAsync();
        Assert.Equal("""{"DeploymentId":{"S":"night"},"ETag":{"N":"0"},"Generation":{"N":"0"},"MembershipVersion":{"N":"0"},"Port":{"N":"0"},"ProxyPort":{"N":"0"},"SiloIdentity":{"S":"VersionRow"},"SiloStatus":{"N":"0"}}""", Assert.Single(await RowsAsync()));

        Assert.True(await membership.InsertRowAsync(Entry(SiloStatus.Joining), new TableVersion(1, "0"), Token));

        Assert.Equal(
            [
                """{"Address":{"S":"10.0.0.7"},"DeploymentId":{"S":"night"},"ETag":{"N":"0"},"Generation":{"N":"154835134"},"HostName":{"S":"vm"},"IAmAliveTime":{"S":"2026-11-28 01:02:03.045 GMT"},"MembershipVersion":{"N":"1"},"Port":{"N":"11111"},"ProxyPort":{"N":"30000"},"SiloIdentity":{"S":"10.0.0.7-11111-154835134"},"SiloName":{"S":"silo-a"},"SiloStatus":{"N":"2"},"StartTime":{"S":"2026-11-28 01:02:03.045 GMT"}}""",
                """{"DeploymentId":{"S":"night"},"ETag":{"N":"1"},"Generation":{"N":"0"},"MembershipVersion":{"N":"1"},"Port":{"N":"0"},"ProxyPort":{"N":"0"},"SiloIdentity":{"S":"VersionRow"},"SiloStatus":{"N":"0"}}""",
            ],
            await RowsAsync());
    }

    [Fact]
    public async Task A_row_that_is_suspected_names_the_voters_and_their_times_and_what_is_blank_is_left_out()
    {
        using var membership = await OpenAsync();
        var entry = Entry(SiloStatus.Active);
        entry.HostName = " ";
        await membership.InsertRowAsync(entry, new TableVersion(1, "0"), Token);
        entry.Status = SiloStatus.Dead;
        entry.SuspectTimes = [Tuple.Create(Other, Time), Tuple.Create(Silo, Later)];

        Assert.True(await membership.UpdateRowAsync(entry, "0", new TableVersion(2, "1"), Token));

        string row = (await RowsAsync())[0];
        Assert.Contains("""SuspectingSilos":{"S":"10.0.0.8:11112@154835135|10.0.0.7:11111@154835134"},"SuspectingTimes":{"S":"2026-11-28 01:02:03.045 GMT|2026-11-28 14:05:06.007 GMT"}""", row, StringComparison.Ordinal);
        Assert.Contains("""ETag":{"N":"1"}""", row, StringComparison.Ordinal);
        Assert.Contains("""MembershipVersion":{"N":"2"}""", row, StringComparison.Ordinal);
        Assert.DoesNotContain("HostName", row, StringComparison.Ordinal);
        var read = await membership.ReadRowAsync(Silo, Token);
        Assert.Equal(new TableVersion(2, "2"), read.Version);
        var (silo, etag) = Assert.Single(read.Members);
        Assert.Equal(("1", SiloStatus.Dead, "silo-a", 30000), (etag, silo.Status, silo.SiloName, silo.ProxyPort));
        Assert.Equal(entry.SuspectTimes, silo.SuspectTimes);
    }

    [Fact]
    public async Task A_heartbeat_changes_its_time_alone_and_one_without_a_row_fails()
    {
        using var membership = await OpenAsync();
        var entry = Entry(SiloStatus.Active);
        await membership.InsertRowAsync(entry, new TableVersion(1, "0"), Token);
        string before = (await RowsAsync())[0];
        entry.IAmAliveTime = Later;

        await membership.UpdateIAmAliveAsync(entry, Token);

        Assert.Equal(before.Replace("IAmAliveTime\":{\"S\":\"2026-11-28 01:02:03.045", "IAmAliveTime\":{\"S\":\"2026-11-28 14:05:06.007", StringComparison.Ordinal), (await RowsAsync())[0]);
        entry.SiloAddress = Other;
        await Assert.ThrowsAsync<Amazon.DynamoDBv2.Model.ConditionalCheckFailedException>(() => membership.UpdateIAmAliveAsync(entry, Token));
        Assert.Equal(2, (await RowsAsync()).Count);
    }

    [Theory]
    [InlineData("a silo that is there", true, 2, "1")]
    [InlineData("a version that is not the table's", false, 2, "0")]
    [InlineData("a version that is no number", false, 2, "one")]
    public async Task What_is_late_changes_nothing(string what, bool isSame, int version, string etag)
    {
        using var membership = await OpenAsync();
        await membership.InsertRowAsync(Entry(SiloStatus.Active), new TableVersion(1, "0"), Token);
        var before = await RowsAsync();
        var entry = Entry(SiloStatus.Joining);
        entry.SiloAddress = isSame ? Silo : Other;

        Assert.False(await membership.InsertRowAsync(entry, new TableVersion(version, etag), Token), what);
        entry.SiloAddress = Silo;
        Assert.False(await membership.UpdateRowAsync(entry, "7", new TableVersion(2, "1"), Token));
        Assert.False(await membership.UpdateRowAsync(entry, "none", new TableVersion(2, "1"), Token));
        entry.SiloAddress = Other;
        Assert.False(await membership.UpdateRowAsync(entry, "0", new TableVersion(2, "1"), Token));

        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task Rows_of_the_defunct_go_and_the_active_the_version_and_other_clusters_stay()
    {
        using var membership = await OpenAsync();
        using var others = await OpenAsync("day");
        SiloStatus[] statuses = [SiloStatus.Active, SiloStatus.Joining, SiloStatus.Dead, .. Enumerable.Repeat(SiloStatus.Dead, 30)];
        for (int i = 0; i < statuses.Length; i++)
        {
            var entry = Entry(statuses[i]);
            (entry.SiloAddress, entry.SiloName) = (SiloAddress.New(IPAddress.Loopback, 1000 + i, 1), $"silo-{i}");
            Assert.True(await membership.InsertRowAsync(entry, new TableVersion(i + 1, $"{i}"), Token));
        }
        await others.InsertRowAsync(Entry(SiloStatus.Dead), new TableVersion(1, "0"), Token);

        await membership.CleanupDefunctSiloEntriesAsync(Time, Token);
        Assert.Equal(statuses.Length, (await membership.ReadAllAsync(Token)).Members.Count);
        await membership.CleanupDefunctSiloEntriesAsync(Later, Token);

        var left = await membership.ReadAllAsync(Token);
        Assert.Equal("silo-0", Assert.Single(left.Members).Item1.SiloName);
        Assert.Equal(new TableVersion(statuses.Length, $"{statuses.Length}"), left.Version);
        Assert.Single((await others.ReadAllAsync(Token)).Members);
        await membership.DeleteMembershipTableEntriesAsync("night", Token);
        Assert.Equal(2, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task Clients_are_given_the_gateways_of_the_active_silos()
    {
        using var membership = await OpenAsync();
        (SiloStatus Status, int Port)[] silos = [(SiloStatus.Active, 30000), (SiloStatus.Active, 0), (SiloStatus.Joining, 30001), (SiloStatus.Dead, 30002)];
        for (int i = 0; i < silos.Length; i++)
        {
            var entry = Entry(silos[i].Status);
            (entry.SiloAddress, entry.ProxyPort) = (SiloAddress.New(IPAddress.Parse("10.0.0.7"), 1000 + i, 5), silos[i].Port);
            await membership.InsertRowAsync(entry, new TableVersion(i + 1, $"{i}"), Token);
        }
        using var gateways = new DynamoDbGateways(Table(), "night", TimeSpan.FromSeconds(2));

        Assert.Equal("gwy.tcp://10.0.0.7:30000/5", Assert.Single(await gateways.GetGatewaysAsync(Token)).ToString());
    }

    [Fact]
    public async Task A_states_item_is_as_Microsofts_and_goes_when_it_is_cleared()
    {
        Assert.SkipWhen(store.Missing is not null, store.Missing ?? "");
        var serializer = new ServiceCollection().AddSerializer().AddSingleton<OrleansJsonSerializer>().AddSingleton<IGrainStorageSerializer, JsonGrainStorageSerializer>()
            .AddLogging().AddOptions().BuildServiceProvider().GetRequiredService<IGrainStorageSerializer>();
        var table = new DynamoDbTable(DynamoDbConnection.Open(store.Address!.ToString()), store.Address!.ToString(), _table, DynamoDbGrainStorage.Grain, DynamoDbGrainStorage.Name);
        await table.OpenAsync(create: true, Token);
        using var storage = new DynamoDbGrainStorage(table, "trips", create: true, serializer);
        var grain = GrainId.Create("grid_dataset", "taxi");
        var state = new GrainState<StatePart>(new StatePart { Bytes = [1, 2, 3] });

        await storage.WriteStateAsync("manifest", grain, state);
        Assert.Equal(("0", true), (state.ETag, state.RecordExists));
        await storage.WriteStateAsync("manifest", grain, state);
        Assert.Equal("1", state.ETag);

        var item = Assert.Single(await store.ScanAsync(_table));
        Assert.Equal(["ETag", "GrainReference", "GrainState", "GrainType"], item.EnumerateObject().Select(a => a.Name).Order(StringComparer.Ordinal));
        Assert.Equal(("trips_grid_dataset/taxi", "manifest", "1"), (Of(item, "GrainReference", "S"), Of(item, "GrainType", "S"), Of(item, "ETag", "N")));
        Assert.Equal(
            """{"$id":"1","$type":"Grid.Hosting.StatePart, Grid.Hosting","Bytes":{"$type":"System.Byte[], System.Private.CoreLib","$value":"AQID"}}""",
            System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(Of(item, "GrainState", "B"))));

        var read = new GrainState<StatePart>(new StatePart());
        await storage.ReadStateAsync("manifest", grain, read);
        Assert.Equal([1, 2, 3], read.State!.Bytes);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("manifest", grain, new GrainState<StatePart>(new StatePart(), "0")));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("manifest", grain, new GrainState<StatePart>(new StatePart(), "0")));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => storage.WriteStateAsync("manifest", grain, new GrainState<StatePart>(new StatePart { Bytes = new byte[400 << 10] }, "1")));
        await storage.ClearStateAsync("manifest", grain, state);
        Assert.Equal((null, false), (state.ETag, state.RecordExists));
        Assert.Empty(await store.ScanAsync(_table));
    }

    private async Task<DynamoDbMembership> OpenAsync(string cluster = "night")
    {
        Assert.SkipWhen(store.Missing is not null, store.Missing ?? "");
        var membership = new DynamoDbMembership(Table(), cluster, create: true, NullLogger<DynamoDbMembership>.Instance);
        await membership.InitializeMembershipTableAsync(true, Token);
        return membership;
    }

    private DynamoDbTable Table() => new(DynamoDbConnection.Open(store.Address!.ToString()), store.Address!.ToString(), _table, SiloItem.Cluster, SiloItem.Silo);

    private static MembershipEntry Entry(SiloStatus status) => new()
    {
        SiloAddress = Silo,
        Status = status,
        HostName = "vm",
        SiloName = "silo-a",
        ProxyPort = 30000,
        StartTime = Time,
        IAmAliveTime = Time,
    };

    private static string Of(JsonElement item, string attribute, string type) => item.GetProperty(attribute).GetProperty(type).GetString()!;

    // Each with its attributes by name, the silos before the version.
    private async Task<IReadOnlyList<string>> RowsAsync() =>
    [
        .. (await store.ScanAsync(_table))
            .Select(row => JsonSerializer.Serialize(new SortedDictionary<string, JsonElement>(row.EnumerateObject().ToDictionary(a => a.Name, a => a.Value), StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal)
    ];
}

/// <summary>Over moto.</summary>
public sealed class MotoLayoutTests(Moto store) : DynamoDbLayoutTests(store), IClassFixture<Moto>;

/// <summary>Over Amazon's own emulator.</summary>
public sealed class DynamoDbLocalLayoutTests(DynamoDbLocal store) : DynamoDbLayoutTests(store), IClassFixture<DynamoDbLocal>;
