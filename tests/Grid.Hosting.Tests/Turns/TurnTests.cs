namespace Grid.Hosting.Tests;

public sealed class TurnTests : IAsyncDisposable
{
    private readonly OrleansSilo _silo = TestSilo.Start();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task No_two_turns_of_a_grain_run_at_once()
    {
        var grain = _silo.GetGrain<IWorkGrain>("one");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => grain.AddSlowly(100))));

        Assert.Equal(2001, await grain.AddSlowly(1));
    }

    [Fact]
    public async Task No_two_turns_of_a_reentrant_grain_run_at_once_either()
    {
        var grain = _silo.GetGrain<IReentrantGrain>("one");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => grain.AddSlowly(100))));

        Assert.Equal(2001, await grain.AddSlowly(1));
    }

    [Fact]
    public async Task Calls_run_in_the_order_in_which_they_were_made_each_to_its_end()
    {
        var grain = _silo.GetGrain<IWorkGrain>("one");
        var journal = _silo.Journal();
        await grain.Key();

        var calls = new[] { grain.Hold("a"), grain.Hold("b"), grain.Hold("c") };
        foreach (string name in new[] { "c", "b", "a" })
            journal.Open($"let {name} go");
        await Task.WhenAll(calls);

        Assert.Equal(["one up", "a starts", "a ends", "b starts", "b ends", "c starts", "c ends"], journal.Notes);
    }

    [Fact]
    public async Task Calls_of_different_grains_do_not_wait_for_one_another()
    {
        var held = _silo.GetGrain<IWorkGrain>("one").Hold("a");

        Assert.Equal("two", await _silo.GetGrain<IWorkGrain>("two").Key());

        Assert.False(held.IsCompleted);
        _silo.Journal().Open("let a go");
        await held;
    }

    [Fact]
    public async Task A_reentrant_grain_starts_a_call_while_another_awaits()
    {
        var grain = _silo.GetGrain<IReentrantGrain>("one");
        var journal = _silo.Journal();

        var a = grain.Hold("a");
        await journal.Reached("a starts");
        var b = grain.Hold("b");
        await journal.Reached("b starts");
        journal.Open("let b go");
        await b;
        Assert.False(a.IsCompleted);
        journal.Open("let a go");
        await a;

        Assert.Equal(["a starts", "b starts", "b ends", "a ends"], journal.Notes.Where(n => !n.StartsWith("let", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_method_that_always_interleaves_passes_by_calls_that_wait()
    {
        var grain = _silo.GetGrain<IWorkGrain>("one");
        var journal = _silo.Journal();

        var a = grain.Hold("a");
        await journal.Reached("a starts");
        var b = grain.Hold("b");
        journal.Open("let glance go");
        await grain.Glance("glance");

        Assert.DoesNotContain("b starts", journal.Notes);
        journal.Open("let a go");
        journal.Open("let b go");
        await Task.WhenAll(a, b);
    }

    [Fact]
    public async Task Read_only_calls_interleave_with_one_another_and_with_nothing_else()
    {
        var grain = _silo.GetGrain<IWorkGrain>("one");
        var journal = _silo.Journal();

        var reads = new[] { grain.Read("r1"), grain.Read("r2") };
        await journal.Reached("r1 starts");
        await journal.Reached("r2 starts");
        var write = grain.Hold("w");
        journal.Open("let w go");
        await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("w starts", journal.Notes);
        journal.Open("let r1 go");
        journal.Open("let r2 go");
        await Task.WhenAll(reads.Append(write));

        Assert.Equal("w ends", journal.Notes[^1]);
    }

    [Fact]
    public async Task A_grain_that_calls_itself_needs_to_be_reentrant()
    {
        Assert.Equal(5, await _silo.GetGrain<IReentrantGrain>("one").CallSelf(5));

        await using var impatient = TestSilo.Start(o => o with { ResponseTimeout = TimeSpan.FromMilliseconds(200) });
        await Assert.ThrowsAsync<TimeoutException>(() => impatient.GetGrain<IWorkGrain>("one").CallSelf(1));
    }
}
