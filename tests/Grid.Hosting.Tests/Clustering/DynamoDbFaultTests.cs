using System.Net;
using Grid.Hosting.Tests.Fleet;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Serialization;

namespace Grid.Hosting.Tests.Clustering;

/// <summary>Faults between the providers and DynamoDB: each has the right outcome, or one line that names store, action and remedy.</summary>
public sealed class DynamoDbFaultTests(Moto store) : IClassFixture<Moto>
{
    private readonly string _table = $"faults-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Throttled", "TransactWriteItems", 2)]
    [InlineData("Conflict", "TransactWriteItems", 3)]
    [InlineData("Cut", "TransactWriteItems", 2)]
    [InlineData("AnswerLost", "TransactWriteItems", 1)]
    [InlineData("Slow", "TransactWriteItems", 1)]
    [InlineData("Throttled", "Query", 2)]
    [InlineData("Cut", "Query", 2)]
    [InlineData("Throttled", "GetItem", 2)]
    [InlineData("Cut", "GetItem", 2)]
    [InlineData("Slow", "GetItem", 1)]
    [InlineData("Cut", "TransactGetItems", 2)]
    public async Task A_fault_that_passes_changes_nothing_of_what_comes_of_a_silos_joining(string fault, string action, int times)
    {
        bool isOn = false;
        var faults = new FaultyStore((a, _) => isOn && a == action && times-- > 0 ? Enum.Parse<StoreFault>(fault) : null);
        await using var way = await StartAsync(faults);
        using var membership = await OpenAsync(way);
        isOn = true;
        var entry = Entry();

        Assert.True(await membership.InsertRowAsync(entry, new TableVersion(1, "0"), Token));
        entry.Status = SiloStatus.Active;
        Assert.True(await membership.UpdateRowAsync(entry, "0", new TableVersion(2, "1"), Token));

        var all = await membership.ReadAllAsync(Token);
        Assert.Equal((new TableVersion(2, "2"), "1", SiloStatus.Active), (all.Version, Assert.Single(all.Members).Item2, all.Members[0].Item1.Status));
        Assert.Equal(all.Version, (await membership.ReadRowAsync(entry.SiloAddress, Token)).Version);
        Assert.True(times <= 0, "the fault did not happen");
    }

    [Theory]
    [InlineData("Conflict", 3)]
    [InlineData("Throttled", 2)]
    [InlineData("AnswerLost", 1)]
    [InlineData("Cut", 2)]
    public async Task A_heartbeat_gets_through(string fault, int times)
    {
        var faults = new FaultyStore((a, _) => a == "UpdateItem" && times-- > 0 ? Enum.Parse<StoreFault>(fault) : null);
        await using var way = await StartAsync(faults);
        using var membership = await OpenAsync(way);
        var entry = Entry();
        await membership.InsertRowAsync(entry, new TableVersion(1, "0"), Token);
        entry.IAmAliveTime = entry.IAmAliveTime.AddSeconds(30);

        await membership.UpdateIAmAliveAsync(entry, Token);

        Assert.Equal(entry.IAmAliveTime, Assert.Single((await membership.ReadAllAsync(Token)).Members).Item1.IAmAliveTime);
    }

    [Fact]
    public async Task Rows_that_a_batch_has_left_are_removed_by_the_next()
    {
        var faults = new FaultyStore((a, before) => a == "BatchWriteItem" && before < 2 ? StoreFault.Unprocessed : null);
        await using var way = await StartAsync(faults);
        using var membership = await OpenAsync(way);
        var entry = Entry();
        await membership.InsertRowAsync(entry, new TableVersion(1, "0"), Token);

        await membership.CleanupDefunctSiloEntriesAsync(entry.IAmAliveTime.AddHours(1), Token);

        Assert.Empty((await membership.ReadAllAsync(Token)).Members);
        Assert.Equal(3, faults.CountOf("BatchWriteItem"));
    }

    [Theory]
    [InlineData("PutItem")]
    [InlineData("UpdateItem")]
    [InlineData("DeleteItem")]
    public async Task A_state_that_was_written_and_whose_answer_was_lost_is_written(string action)
    {
        int times = 1;
        var faults = new FaultyStore((a, _) => a == action && times-- > 0 ? StoreFault.AnswerLost : null);
        await using var way = await StartAsync(faults);
        using var storage = await StorageAsync(way);
        var grain = GrainId.Create("log", "study/0");
        var state = new GrainState<StatePart>(new StatePart { Bytes = [1] });

        await storage.WriteStateAsync("trials", grain, state);
        state.State = new StatePart { Bytes = [2] };
        await storage.WriteStateAsync("trials", grain, state);
        Assert.Equal("1", state.ETag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("trials", grain, new GrainState<StatePart>(new StatePart { Bytes = [3] }, "0")));
        await storage.ClearStateAsync("trials", grain, state);

        Assert.Equal((null, false), (state.ETag, state.RecordExists));
        Assert.True(times <= 0, "the fault did not happen");
    }

    [Theory]
    [InlineData("Throttled", "is too busy to read a row in table", "bill the table on demand")]
    [InlineData("Cut", "does not answer, to read a row in table", "AWS_REGION or GRID_DYNAMODB_SERVICE_URL")]
    public async Task A_fault_that_stays_is_said_in_a_line(string fault, string what, string remedy)
    {
        bool isOn = false;
        await using var way = await StartAsync(new FaultyStore((_, _) => isOn ? Enum.Parse<StoreFault>(fault) : null));
        using var membership = await OpenAsync(way);
        isOn = true;

        var refusal = await Assert.ThrowsAsync<ClusterException>(() => membership.ReadAllAsync(Token));

        Assert.StartsWith($"DynamoDB in {way.Address} {what} '{_table}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_table_that_is_missing_or_has_other_keys_is_said_in_a_line()
    {
        await using var way = await StartAsync(new FaultyStore((_, _) => null));
        using var missing = new DynamoDbMembership(Table(way), "night", create: false, NullLogger<DynamoDbMembership>.Instance);
        using var storage = await StorageAsync(way);
        using var other = new DynamoDbTable(DynamoDbConnection.Open(way.Address.ToString()), way.Address.ToString(), $"{_table}-state", SiloItem.Cluster, SiloItem.Silo);

        Assert.Equal(
            $"DynamoDB in {way.Address} has no table '{_table}': make it with the stack, or set GRID_DYNAMODB_CREATE_TABLE=true.",
            (await Assert.ThrowsAsync<ClusterException>(() => missing.InitializeMembershipTableAsync(true, Token))).Message);
        var keys = await Assert.ThrowsAsync<ClusterException>(() => other.OpenAsync(create: true, Token));
        Assert.Equal($"DynamoDB in {way.Address}: the keys of table '{_table}-state' are not DeploymentId and SiloIdentity: name another table, or remove it.", keys.Message);
    }

    [Fact]
    public async Task Silos_that_race_for_the_next_version_win_it_one_at_a_time()
    {
        await using var way = await StartAsync(new FaultyStore((a, before) => a == "TransactWriteItems" && before % 3 == 1 ? StoreFault.AnswerLost : null));
        using var membership = await OpenAsync(way);

        var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            var entry = Entry(1000 + i);
            int wins = 0;
            for (int race = 0; race < 5; race++)
            {
                var now = await membership.ReadAllAsync(Token);
                string? etag = now.Members.FirstOrDefault(m => m.Item1.SiloAddress.Equals(entry.SiloAddress))?.Item2;
                entry.IAmAliveTime = entry.IAmAliveTime.AddSeconds(1);
                entry.SiloName = $"silo-{i}-{race}";
                wins += (etag is null ? await membership.InsertRowAsync(entry, now.Version.Next(), Token) : await membership.UpdateRowAsync(entry, etag, now.Version.Next(), Token)) ? 1 : 0;
            }
            return wins;
        }));

        Assert.Equal(won.Sum(), (await membership.ReadAllAsync(Token)).Version.Version);
        Assert.True(won.Sum() > 0);
    }

    private async Task<OneAtATime> StartAsync(FaultyStore faults)
    {
        Assert.SkipWhen(store.Missing is not null, store.Missing ?? "");
        return await OneAtATime.StartAsync(store.Address!, faults.AnswerAsync);
    }

    private async Task<DynamoDbMembership> OpenAsync(OneAtATime way)
    {
        var membership = new DynamoDbMembership(Table(way), "night", create: true, NullLogger<DynamoDbMembership>.Instance);
        await membership.InitializeMembershipTableAsync(true, Token);
        return membership;
    }

    private async Task<DynamoDbGrainStorage> StorageAsync(OneAtATime way)
    {
        var serializer = new ServiceCollection().AddSerializer().AddSingleton<OrleansJsonSerializer>().AddSingleton<IGrainStorageSerializer, JsonGrainStorageSerializer>()
            .AddLogging().AddOptions().BuildServiceProvider().GetRequiredService<IGrainStorageSerializer>();
        var table = new DynamoDbTable(DynamoDbConnection.Open(way.Address.ToString()), way.Address.ToString(), $"{_table}-state", DynamoDbGrainStorage.Grain, DynamoDbGrainStorage.Name);
        await table.OpenAsync(create: true, Token);
        return new DynamoDbGrainStorage(table, "trips", create: true, serializer);
    }

    private DynamoDbTable Table(OneAtATime way) => new(DynamoDbConnection.Open(way.Address.ToString()), way.Address.ToString(), _table, SiloItem.Cluster, SiloItem.Silo);

    private static MembershipEntry Entry(int port = 11111) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Parse("10.0.0.7"), port, 154835134),
        Status = SiloStatus.Joining,
        HostName = "vm",
        SiloName = "silo-a",
        ProxyPort = 30000,
        StartTime = new DateTime(2026, 11, 28, 1, 2, 3, DateTimeKind.Utc),
        IAmAliveTime = new DateTime(2026, 11, 28, 1, 2, 3, DateTimeKind.Utc),
    };
}
