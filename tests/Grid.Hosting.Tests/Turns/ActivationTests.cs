namespace Grid.Hosting.Tests;

public sealed class ActivationTests
{
    [Fact]
    public async Task A_failed_activation_fails_its_calls_and_the_next_call_tries_again()
    {
        await using var silo = TestSilo.Start();
        var grain = silo.GetGrain<IWorkGrain>("cannot");

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(grain.Key);

        Assert.Equal("It cannot come up.", thrown.Message);
        Assert.Equal("cannot", await grain.Key());
    }

    [Fact]
    public async Task A_grain_that_asks_for_its_end_is_deactivated_and_made_anew_by_the_next_call()
    {
        await using var silo = TestSilo.Start();
        var grain = silo.GetGrain<IWorkGrain>("one");

        Assert.Equal(3, await grain.AddSlowly(3));
        await grain.End();
        Assert.Equal(1, await grain.AddSlowly(1));

        Assert.Equal(["one up", "one down: ApplicationRequested", "one up"], silo.Journal().Notes);
    }

    [Fact]
    public async Task Calls_that_run_are_finished_before_the_end_and_those_that_wait_go_to_the_next_activation()
    {
        await using var silo = TestSilo.Start();
        var grain = silo.GetGrain<IReentrantGrain>("one");
        var held = grain.Hold("a");
        await silo.Journal().Reached("a starts");
        await grain.End();
        var late = grain.AddSlowly(1);
        await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.False(late.IsCompleted);

        silo.Journal().Open("let a go");

        await held;
        Assert.Equal(1, await late);
    }

    [Fact]
    public async Task A_silo_that_shuts_down_deactivates_its_grains()
    {
        var silo = TestSilo.Start();
        await silo.GetGrain<IWorkGrain>("one").Key();
        var journal = silo.Journal();

        await silo.DisposeAsync();

        Assert.Equal(["one up", "one down: ShuttingDown"], journal.Notes);
    }

    [Fact]
    public async Task References_know_their_key()
    {
        await using var silo = TestSilo.Start();
        var grain = silo.GetGrain<IWorkGrain>("a/b c");

        Assert.Equal("a/b c", grain.GetPrimaryKeyString());
        Assert.Equal("a/b c", await grain.Key());
    }
}
