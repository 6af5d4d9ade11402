namespace Grid.Hosting.Tests.Fleet;

/// <summary>Silos whose store throttles, loses answers, cuts connections, meets other transactions and takes its time.</summary>
public sealed class FaultyFleetTests(Moto store) : IClassFixture<Moto>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_silos_form_answer_and_survive_a_kill()
    {
        Assert.SkipWhen(store.Missing is not null, store.Missing ?? "");
        var random = new Random(2017);
        var faults = new FaultyStore((action, _) =>
        {
            lock (random)
            {
                return action is "CreateTable" or "DescribeTable" ? null : random.Next(100) switch
                {
                    < 5 => StoreFault.Throttled,
                    < 8 => StoreFault.AnswerLost,
                    < 11 => StoreFault.Cut,
                    < 14 when action is "TransactWriteItems" or "UpdateItem" => StoreFault.Conflict,
                    < 16 => StoreFault.Slow,
                    _ => null,
                };
            }
        });
        await using var way = await OneAtATime.StartAsync(store.Address!, faults.AnswerAsync);
        await using var fleet = await TestFleet.StartAsync(new Way(store, way.Address), 3);
        string trips = Trips.Write(fleet.Folder, "trips.csv", 20_000, seed: 1);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        byte[] expected = Undisturbed.Bits(await undisturbed.Frame.DescribeAsync(cancellation: Token));
        await using var grid = await fleet.ConnectAsync();
        var frame = await grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token);
        await frame.PersistAsync(cancellation: Token);

        Assert.Equal(expected, Undisturbed.Bits(await frame.DescribeAsync(cancellation: Token)));
        fleet.All[1].Kill();
        Assert.Equal(expected, Undisturbed.Bits(await frame.DescribeAsync(cancellation: Token)));

        await TestFleet.UntilAsync(
            async () => (await fleet.StatusesAsync()).TryGetValue(fleet.All[1].Name, out var status) && status == SiloStatus.Dead, () => "the killed silo is given up");
    }

    /// <summary>A store that is reached by another way.</summary>
    private sealed class Way(DynamoDbEmulator store, Uri address) : ITestStore
    {
        public string? Missing => store.Missing;

        public IReadOnlyDictionary<string, string> EnvironmentOf(string fleet) =>
            new Dictionary<string, string>(store.EnvironmentOf(fleet)) { ["GRID_DYNAMODB_SERVICE_URL"] = address.ToString() };

        public Task<Dictionary<string, SiloStatus>> StatusesAsync(string fleet) => store.StatusesAsync(fleet);
    }
}
