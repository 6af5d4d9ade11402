using System.Diagnostics;

namespace Grid.LocalEngine.Tests.Cluster;

public sealed class RemoteCallTests : IAsyncLifetime
{
    private TestCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await TestCluster.StartAsync(3, TimeSpan.FromSeconds(10));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grains_are_found_at_one_place_by_clients_and_by_silos()
    {
        foreach (int i in Enumerable.Range(0, 12))
        {
            string where = await _cluster.Client.GetGrain<IStoreGrain>($"{i}").Where();
            foreach (var silo in _cluster.Silos)
                Assert.Equal(where, await silo.GetGrain<IStoreGrain>($"{i}").Where());
        }
        Assert.Equal(12, _cluster.Silos.Sum(s => s.ActivationCount));
        Assert.All(_cluster.Silos, s => Assert.Equal(4, s.ActivationCount));
    }

    [Fact]
    public async Task Messages_and_references_to_grains_cross()
    {
        var note = new Note("text", [1, 2, 3]);
        var store = _cluster.Client.GetGrain<IStoreGrain>("one");

        Assert.Equal(note.Figures, (await _cluster.Client.GetGrain<IWorkGrain>("one").Echo(note)).Figures);
        Assert.Equal(5, await store.AskOther(_cluster.Client.GetGrain<IWorkGrain>("other"), Token));
    }

    [Fact]
    public async Task An_exception_crosses_as_itself_with_where_it_was_thrown()
    {
        var thrown = await Assert.ThrowsAsync<OddException>(() => _cluster.Client.GetGrain<IWorkGrain>("one").Fail("odd"));

        Assert.Equal(("odd", 42), (thrown.Message, thrown.Figure));
        Assert.Contains("WorkGrain.Fail", thrown.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_call_returns_at_once_and_the_grain_sees_it()
    {
        using var cancel = new CancellationTokenSource();
        var call = _cluster.Client.GetGrain<IWorkGrain>("one").HoldUntilCancelled(cancel.Token);
        await _cluster.Journal.Reached("holds");

        await cancel.CancelAsync();

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancel.Token, thrown.CancellationToken);
        await _cluster.Journal.Reached("let go");
    }

    [Fact]
    public async Task A_call_that_takes_too_long_times_out_and_its_token_is_cancelled()
    {
        var grain = _cluster.Client.GetGrain<IWorkGrain>("one");
        await grain.Echo(new Note("", [])); // so that the grain is there, and the time is the call's alone

        var call = grain.HoldBriefly("a", CancellationToken.None);

        Assert.Equal("IWorkGrain.HoldBriefly of work/one did not answer within 0.5 s.", (await Assert.ThrowsAsync<TimeoutException>(() => call)).Message);
        await _cluster.Journal.Reached("a is cancelled");
        _cluster.Journal.Open("let a go");
    }

    [Fact]
    public async Task An_answer_beyond_8_MiB_arrives_in_parts()
    {
        var store = _cluster.Client.GetGrain<IStoreGrain>("one");

        Assert.Equal(8_000_000, (await store.Fetch(8_000_000)).Bytes.Length);
        var long40 = (await store.Fetch(40 << 20)).Bytes;

        Assert.Equal(40 << 20, long40.Length);
        Assert.All(Enumerable.Range(0, 40), i => Assert.Equal((byte)((i << 20) % 251), long40[i << 20]));
        Assert.Equal(40 << 20, (await Task.WhenAll(store.Fetch(30 << 20), store.Fetch(40 << 20)))[1].Bytes.Length);
    }

    [Fact]
    public async Task Arguments_beyond_8_MiB_and_answers_beyond_128_MiB_are_refused_with_the_figures()
    {
        var store = _cluster.Client.GetGrain<IStoreGrain>("one");

        var argument = await Assert.ThrowsAsync<MessageSizeException>(() => store.Send(new Note("", new int[3 << 20])));
        var answer = await Assert.ThrowsAsync<MessageSizeException>(() => store.Fetch(129 << 20));

        Assert.StartsWith("The arguments of IStoreGrain.Send take 12288 KiB", argument.Message, StringComparison.Ordinal);
        Assert.Equal("The answer of IStoreGrain.Fetch takes 129 MiB, and answers end at 128 MiB: ask for less at a time.", answer.Message);
        Assert.Equal(6, await store.Send(new Note("", [1, 2, 3])));
    }

    [Fact]
    public async Task Grains_on_a_named_silo_are_there_and_trials_stay_with_their_caller()
    {
        Assert.Equal("s1", await _cluster.Client.GetGrain<IBesideGrain>("s1/any").Where());
        Assert.Equal("s2", await _cluster.Silos[2].GetGrain<ITrialGrain>("t").Where());

        var thrown = await Assert.ThrowsAsync<SiloUnavailableException>(() => _cluster.Client.GetGrain<IBesideGrain>("s9/any").Where());
        Assert.Contains("'s9'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_grains_are_can_be_asked_in_one_go()
    {
        IGrainLocator locator = _cluster.Silos[1];
        string[] keys = [.. Enumerable.Range(0, 30).Select(i => $"{i}")];

        var where = await locator.LocateAsync<IStoreGrain>(keys, Token);

        Assert.All(where.CountBy(s => s), c => Assert.Equal(10, c.Value));
        foreach (var (key, silo) in keys.Zip(where))
            Assert.Equal(silo, await _cluster.Client.GetGrain<IStoreGrain>(key).Where());
        Assert.Equal(("s1", "s0,s1,s2"), (locator.Silo, string.Join(',', locator.Silos.Select(s => s.Name))));
    }

    [Fact]
    public async Task A_silo_that_leaves_costs_no_call()
    {
        var keys = Enumerable.Range(0, 30).Select(i => $"{i}").ToArray();
        foreach (string key in keys)
            await _cluster.Client.GetGrain<IStoreGrain>(key).Where();

        await _cluster.Silos[0].DisposeAsync();

        foreach (string key in keys)
            Assert.NotEqual("s0", await _cluster.Client.GetGrain<IStoreGrain>(key).Where());
    }

    [Fact]
    public async Task A_call_that_runs_on_a_silo_that_goes_down_is_told_so_and_the_next_finds_another()
    {
        var store = _cluster.Client.GetGrain<IStoreGrain>("one");
        string before = await store.Where();
        var call = store.SlowWhere(500);
        await Task.Delay(100, Token);

        await _cluster.Silos.Single(s => s.Name == before).DisposeAsync();

        await Assert.ThrowsAsync<SiloUnavailableException>(() => call);
        Assert.NotEqual(before, await store.SlowWhere(1));
    }

    [Fact]
    public async Task A_silo_that_joins_takes_its_share_and_what_moved_is_told()
    {
        var keys = Enumerable.Range(0, 40).Select(i => $"{i}").ToArray();
        foreach (string key in keys)
            await _cluster.Client.GetGrain<IStoreGrain>(key).Where();
        await Task.Delay(1200, Token); // what grains hold is reported twice a second

        await _cluster.AddAsync();

        var clock = Stopwatch.StartNew();
        int there;
        do
        {
            there = 0;
            foreach (string key in keys)
                there += await _cluster.Client.GetGrain<IStoreGrain>(key).Where() == "s3" ? 1 : 0;
        }
        while (there < 10 && clock.Elapsed < TimeSpan.FromSeconds(10));
        Assert.Equal(10, there);
        Assert.Equal(10, _cluster.Moved["s3"].Count);
    }

    [Fact]
    public async Task A_grain_that_ends_where_there_is_no_room_is_found_where_there_is_by_the_next_call()
    {
        string full = "";
        await using var cluster = new TestCluster();
        for (int i = 0; i < 2; i++)
        {
            string name = $"s{i}";
            await cluster.AddAsync(options => options with { Load = _ => new SiloLoad(full == name ? 5000 : 0, 5000, 0) });
        }
        cluster.Connect();
        var store = cluster.Client.GetGrain<IStoreGrain>("a");
        full = await store.Where();
        await Task.Delay(1200, Token); // what silos hold is told with their leases

        Assert.Equal(full, await store.Leave());

        Assert.NotEqual(full, await store.Where());
    }

    [Fact]
    public async Task A_silo_that_is_to_leave_gives_its_grains_away_while_it_is_still_there()
    {
        var keys = Enumerable.Range(0, 30).Select(i => $"{i}").ToArray();
        foreach (string key in keys)
            await _cluster.Client.GetGrain<IStoreGrain>(key).Where();

        await _cluster.Silos[0].LeaveAsync();

        var clock = Stopwatch.StartNew();
        while (_cluster.Silos[0].ActivationCount > 0 && clock.Elapsed < TimeSpan.FromSeconds(10))
            await Task.Delay(20, Token);
        Assert.Equal(0, _cluster.Silos[0].ActivationCount);
        foreach (string key in keys)
            Assert.NotEqual("s0", await _cluster.Client.GetGrain<IStoreGrain>(key).Where());
    }
}
