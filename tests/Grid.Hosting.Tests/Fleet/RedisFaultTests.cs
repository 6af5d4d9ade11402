namespace Grid.Hosting.Tests.Fleet;

/// <summary>Silos whose Redis stands still, cuts connections, is full, and is no primary any more.</summary>
public sealed class RedisFaultTests(RedisServer store) : IClassFixture<RedisServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_go_on_and_what_cannot_be_stored_is_refused_with_what_to_do_and_leaves_nothing()
    {
        await using var fleet = await TestFleet.StartAsync(store, 2);
        string trips = Trips.Write(fleet.Folder, "trips.csv", 4_000, seed: 1);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        byte[] expected = Undisturbed.Bits(await undisturbed.Frame.DescribeAsync(cancellation: Token));
        await using var grid = await fleet.ConnectAsync();
        var frame = await grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token);
        await frame.PersistAsync(cancellation: Token);

        await store.DoAsync("CLIENT", "PAUSE", "5000", "ALL");
        Assert.Equal(expected, Undisturbed.Bits(await frame.DescribeAsync(cancellation: Token)));
        await LoadAsync("late");
        await store.DoAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        await LoadAsync("cut");
        string full = await RefusedAsync("full", ["CONFIG", "SET", "maxmemory", "1"], ["CONFIG", "SET", "maxmemory", "0"]);
        string replica = await RefusedAsync("replica", ["REPLICAOF", "127.0.0.1", "1"], ["REPLICAOF", "NO", "ONE"]);
        await LoadAsync("after");

        Assert.Contains($"Redis at {store.Address} is full: give it more memory (maxmemory), or the fleet one of its own.", full, StringComparison.Ordinal);
        Assert.Contains($"Redis at {store.Address} is a replica, which takes no writes: name the primary in GRID_REDIS.", replica, StringComparison.Ordinal);
        Assert.Equal(["after", "cut", "late", "trips"], (await grid.DatasetsAsync(Token)).Select(d => d.Name));
        foreach (string name in (string[])["after", "cut", "late", "trips"])
            Assert.Equal(expected, Undisturbed.Bits(await (await grid.OpenDatasetAsync(name, Token)).DescribeAsync(cancellation: Token)));
        Assert.Equal(fleet.All.Select(s => s.Name).Order(), (await fleet.StatusesAsync()).Where(s => s.Value == SiloStatus.Active).Select(s => s.Key).Order());

        // To its end: what is loaded stores its parts as it comes.
        async Task LoadAsync(string name) => await (await grid.LoadCsvAsync(name, [trips], Undisturbed.Splits, Token)).PersistAsync(cancellation: Token);

        async Task<string> RefusedAsync(string name, string[] begin, string[] end)
        {
            await store.DoAsync(begin);
            try
            {
                var refusal = await Assert.ThrowsAnyAsync<Exception>(() => grid.LoadCsvAsync(name, [trips], Undisturbed.Splits, Token));
                Assert.Equal(expected, Undisturbed.Bits(await frame.DescribeAsync(cancellation: Token)));
                return StorageException.Behind(refusal)?.Message ?? $"no words of the store: {refusal}";
            }
            finally
            {
                await store.DoAsync(end);
            }
        }
    }
}
