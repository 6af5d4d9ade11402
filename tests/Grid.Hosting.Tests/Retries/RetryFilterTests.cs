using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grid.Hosting.Tests.Retries;

/// <summary>Which calls are made again, and for how long. Answered within one process, requests are used for other calls as soon as they are answered.</summary>
public sealed class RetryFilterTests
{
    private const int Ever = int.MaxValue;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("lost")]
    [InlineData("late")]
    public async Task A_marked_call_is_made_again_until_it_is_answered(string way)
    {
        await using var silo = TestSilo.Start();
        var grain = silo.GetGrain<IFailingGrain>(way);

        Assert.Equal(new FailingReply("what was asked", 4), await grain.AskAsync("what was asked", 3, way, Token));
    }

    [Fact]
    public async Task A_call_that_answers_nothing_or_a_number_is_made_again_as_well()
    {
        await using var silo = TestSilo.Start();

        await silo.GetGrain<IFailingGrain>("nothing").DoAsync(2, "lost");
        Assert.Equal(3, await silo.GetGrain<IFailingGrain>("number").CountAsync(2, "lost"));
    }

    [Fact]
    public async Task Calls_that_are_made_again_at_once_each_ask_what_they_were_to_ask()
    {
        await using var silo = TestSilo.Start();

        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => silo.GetGrain<IFailingGrain>($"grain {i}").AskAsync($"question {i}", i % 3, "lost", Token)));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => new FailingReply($"question {i}", (i % 3) + 1)), replies);
    }

    [Fact]
    public async Task A_call_that_fails_by_itself_is_not_made_again()
    {
        await using var silo = TestSilo.Start();

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => silo.GetGrain<IFailingGrain>("own").AskAsync("", Ever, "own", Token));
        Assert.Equal("Call 1 failed by itself.", thrown.Message);
    }

    [Fact]
    public async Task A_call_that_is_not_marked_is_not_made_again()
    {
        await using var silo = TestSilo.Start();
        var grain = silo.GetGrain<IFailingGrain>("unmarked");

        await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.AskOnceAsync(1, "lost"));
        Assert.Equal(2, await grain.CountAsync(0, ""));
    }

    [Fact]
    public async Task A_call_whose_caller_has_cancelled_it_is_not_made_again()
    {
        await using var silo = TestSilo.Start();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = silo.GetGrain<IFailingGrain>("cancelled").AskAsync("", Ever, "lost", cancel.Token);
        await Task.Delay(3 * RetryFilter.Interval, Token);
        Assert.False(call.IsCompleted);

        await cancel.CancelAsync();

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => call);
        Assert.True(thrown is OperationCanceledException or SiloUnavailableException, $"{thrown}");
    }

    [Fact]
    public async Task It_is_given_up_with_the_last_fault_when_patience_runs_out()
    {
        var patience = TimeSpan.FromMilliseconds(700);
        await using var silo = TestSilo.Start(null, services =>
        {
            services.Remove(services.First(s => s.ImplementationType == typeof(RetryFilter)));
            services.AddSingleton<IOutgoingGrainCallFilter>(s => new RetryFilter(s, s.GetRequiredService<IHostApplicationLifetime>()) { Patience = patience });
        });
        long start = Stopwatch.GetTimestamp();

        await Assert.ThrowsAsync<SiloUnavailableException>(() => silo.GetGrain<IFailingGrain>("given up").AskAsync("", Ever, "lost", Token));
        Assert.True(Stopwatch.GetElapsedTime(start) >= patience);
    }

    [Fact]
    public async Task A_call_of_a_silo_that_ends_is_not_made_again()
    {
        var silo = TestSilo.Start();
        var call = silo.GetGrain<IFailingGrain>("ends").AskAsync("", Ever, "lost", Token);
        await Task.Delay(2 * RetryFilter.Interval, Token);

        await silo.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => call.WaitAsync(TimeSpan.FromSeconds(10), Token));
        Assert.True(call.IsFaulted || call.IsCanceled);
    }

    [Fact]
    public async Task A_grain_whose_silo_ends_is_cut_short_by_its_call_and_has_not_failed()
    {
        var silo = TestSilo.Start();
        var seen = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        CallingGrain.Seen["cut short"] = seen;
        var call = silo.GetGrain<ICallingGrain>("calls as its silo ends").CallAsync("cut short", Ever);
        await Task.Delay(2 * RetryFilter.Interval, Token);

        await silo.DisposeAsync();

        var thrown = await seen.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.True(thrown is OperationCanceledException, $"{thrown}");
        Assert.True(TransientFault.Is(thrown.InnerException!) || thrown.InnerException is OrleansException, $"{thrown}");
        await Assert.ThrowsAnyAsync<Exception>(() => call.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Fact]
    public async Task A_call_of_a_grain_that_calls_another_is_made_again_within_its_turn()
    {
        await using var silo = TestSilo.Start();

        Assert.Equal(3, await silo.GetGrain<ICallingGrain>("caller").CallAsync("called", 2));
    }

    [Fact]
    public void Everything_that_waits_for_a_change_may_be_asked_again() => Assert.All(
        typeof(IDatasetGrain).Assembly.GetTypes().Where(t => t.IsInterface && t.IsAssignableTo(typeof(IGrain)) && t != typeof(ICombinerGrain))
            .SelectMany(t => t.GetMethods()).Where(m => m.GetParameters().Any(p => p.Name == "version")),
        method => Assert.True(method.IsDefined(typeof(IdempotentAttribute), false), $"{method.DeclaringType!.Name}.{method.Name}"));
}

public interface ICallingGrain : IGrainWithStringKey
{
    Task<int> CallAsync(string grain, int failures);
}

/// <summary>Calls another grain, and sees that its turn goes on as one.</summary>
public sealed class CallingGrain : Grain, ICallingGrain
{
    // What calls to grains of these names failed by.
    internal static readonly ConcurrentDictionary<string, TaskCompletionSource<Exception>> Seen = new();

    public async Task<int> CallAsync(string grain, int failures)
    {
        var turn = TaskScheduler.Current;
        int calls;
        try
        {
            calls = await GrainFactory.GetGrain<IFailingGrain>(grain).CountAsync(failures, "lost");
        }
        catch (Exception e) when (Seen.TryGetValue(grain, out var seen))
        {
            seen.TrySetResult(e);
            throw;
        }
        return TaskScheduler.Current == turn ? calls : throw new InvalidOperationException("The turn went on elsewhere.");
    }
}
