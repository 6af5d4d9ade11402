namespace Grid.Hosting.Tests;

public sealed class StorageTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"grid-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("one")]
    [InlineData("a/../b c:*?\\ü")]
    [InlineData("..")]
    public async Task A_state_in_a_folder_outlives_its_silo(string key)
    {
        await using (var silo = Start())
            Assert.Equal(7, await silo.GetGrain<ICounterGrain>(key).Add(7));

        await using var next = Start();
        Assert.Equal(7, await next.GetGrain<ICounterGrain>(key).Get());
        Assert.Equal(9, await next.GetGrain<ICounterGrain>(key).Add(2));
        Assert.All(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories), f => Assert.EndsWith(".json", f, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Long_keys_that_differ_at_their_ends_have_states_of_their_own()
    {
        await using var silo = Start();
        string start = new('k', 500);

        await silo.GetGrain<ICounterGrain>(start + "1").Add(1);
        await silo.GetGrain<ICounterGrain>(start + "2").Add(2);

        await using var next = Start();
        Assert.Equal(1, await next.GetGrain<ICounterGrain>(start + "1").Get());
        Assert.Equal(2, await next.GetGrain<ICounterGrain>(start + "2").Get());
    }

    [Fact]
    public async Task A_state_in_memory_does_not_outlive_its_silo()
    {
        await using (var silo = TestSilo.Start())
            Assert.Equal(7, await silo.GetGrain<ICounterGrain>("one").Add(7));

        await using var next = TestSilo.Start();
        Assert.Equal(0, await next.GetGrain<ICounterGrain>("one").Get());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cleared_state_is_gone(bool inFolder)
    {
        await using var silo = inFolder ? Start() : TestSilo.Start();
        var grain = silo.GetGrain<ICounterGrain>("one");
        Assert.False(await grain.IsStored());
        await grain.Add(7);
        Assert.True(await grain.IsStored());

        await grain.Clear();

        Assert.False(await grain.IsStored());
        await grain.Reread();
        Assert.Equal(0, await grain.Get());
    }

    [Fact]
    public async Task A_state_that_another_has_written_is_not_overwritten()
    {
        await using var one = Start();
        await using var other = Start();
        await one.GetGrain<ICounterGrain>("one").Get();
        await other.GetGrain<ICounterGrain>("one").Add(1);

        var thrown = await Assert.ThrowsAsync<InconsistentStateException>(() => one.GetGrain<ICounterGrain>("one").Add(5));
        Assert.Contains("'count' of counter/one", thrown.Message, StringComparison.Ordinal);

        await one.GetGrain<ICounterGrain>("one").Reread();
        Assert.Equal(6, await one.GetGrain<ICounterGrain>("one").Add(5));
    }

    [Fact]
    public async Task A_write_that_was_cut_short_by_a_crash_leaves_the_old_state()
    {
        await using (var silo = Start())
            await silo.GetGrain<ICounterGrain>("one").Add(7);
        string file = Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
        await File.WriteAllTextAsync($"{file}.0123.tmp", "{\"Cou", TestContext.Current.CancellationToken);

        await using var next = Start();
        Assert.Equal(7, await next.GetGrain<ICounterGrain>("one").Get());
    }

    private OrleansSilo Start() => TestSilo.Start(o => o with { StorageFolder = _folder });
}
