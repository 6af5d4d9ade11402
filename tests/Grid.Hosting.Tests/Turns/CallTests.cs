namespace Grid.Hosting.Tests;

public sealed class CallTests : IAsyncDisposable
{
    private readonly OrleansSilo _silo = TestSilo.Start();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task An_immutable_message_goes_by_reference_both_ways()
    {
        var note = new Note("text", [1, 2, 3]);

        Assert.Same(note, await _silo.GetGrain<IWorkGrain>("one").Echo(note));
    }

    [Fact]
    public async Task An_exception_arrives_as_itself_with_all_that_it_carries()
    {
        var thrown = await Assert.ThrowsAsync<OddException>(() => _silo.GetGrain<IWorkGrain>("one").Fail("odd"));

        Assert.Equal("odd", thrown.Message);
        Assert.Equal(42, thrown.Figure);
    }

    [Fact]
    public async Task An_exception_before_the_first_await_arrives_by_the_task_as_well()
    {
        var call = _silo.GetGrain<IWorkGrain>("one").FailAtOnce("odd");

        Assert.Equal(43, (await Assert.ThrowsAsync<OddException>(() => call)).Figure);
    }

    [Fact]
    public async Task A_grain_goes_on_after_a_call_that_failed()
    {
        var grain = _silo.GetGrain<IWorkGrain>("one");

        await Assert.ThrowsAsync<OddException>(() => grain.Fail("odd"));

        Assert.Equal("one", await grain.Key());
    }

    [Fact]
    public async Task A_cancelled_call_returns_at_once_and_the_grain_sees_it()
    {
        using var cancel = new CancellationTokenSource();
        var call = _silo.GetGrain<IWorkGrain>("one").HoldUntilCancelled(cancel.Token);
        await _silo.Journal().Reached("holds");

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await _silo.Journal().Reached("let go");
    }

    [Fact]
    public async Task A_call_cancelled_beforehand_is_not_made()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _silo.GetGrain<IWorkGrain>("one").HoldUntilCancelled(new CancellationToken(canceled: true)));

        Assert.Empty(_silo.Journal().Notes);
    }

    [Fact]
    public async Task A_call_cancelled_while_it_waits_its_turn_holds_up_nobody()
    {
        var grain = _silo.GetGrain<IWorkGrain>("one");
        using var cancel = new CancellationTokenSource();
        var first = grain.Hold("a");
        await _silo.Journal().Reached("a starts");
        var second = grain.HoldUntilCancelled(cancel.Token);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        _silo.Journal().Open("let a go");
        await first;

        // It is not run, or is cancelled as soon as it is.
        Assert.Equal("one", await grain.Key());
    }
}
