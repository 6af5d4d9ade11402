using System.Diagnostics;
using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Grid.Hosting.Tests.Retries;

/// <summary>Which calls of a client are given up when nobody answers.</summary>
public sealed class LostGatewayFilterTests
{
    private static readonly TimeSpan Overdue = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_marked_call_that_is_overdue_is_given_up_as_one_that_may_be_made_again()
    {
        var thrown = await Assert.ThrowsAsync<TimeoutException>(() => Filter.Invoke(Call.Of(nameof(IFailingGrain.AskAsync), Never)).WaitAsync(TimeSpan.FromSeconds(30), Token));

        Assert.True(TransientFault.Is(thrown));
    }

    [Fact]
    public async Task A_call_that_is_not_marked_is_waited_for_as_nobody_knows_whether_it_was_done()
    {
        var answer = new TaskCompletionSource();
        var call = Filter.Invoke(Call.Of(nameof(IFailingGrain.AskOnceAsync), answer.Task));
        await Task.Delay(6 * Overdue, Token);
        Assert.False(call.IsCompleted);

        answer.SetResult();

        await call.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task A_marked_call_that_is_answered_in_time_is_answered() =>
        await new LostGatewayFilter().Invoke(Call.Of(nameof(IFailingGrain.AskAsync), Task.Delay(1, Token)));

    [Fact]
    public async Task A_marked_call_fails_with_what_it_failed_with() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Filter.Invoke(Call.Of(nameof(IFailingGrain.DoAsync), Task.FromException(new InvalidOperationException()))));

    [Fact]
    public void Whoever_waits_for_a_long_poll_waits_longer_than_it_takes() =>
        Assert.InRange(new LostGatewayFilter().Overdue, 2 * TimeSpan.FromSeconds(1), TransientFault.Patience / 4);

    [Fact]
    public async Task A_gateway_that_stands_still_costs_its_client_seconds_and_not_the_answer()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await using var grid = await cluster.ConnectAsync();
        var frame = await grid.LoadCsvAsync("trips", [Trips.Write(cluster.Folder, "trips.csv", 2_000, seed: 1)], cancellation: Token);
        await frame.PersistAsync(cancellation: Token);
        string expected = (await frame.NullCountAsync(cancellation: Token)).ToString()!;

        cluster.All[0].Suspend();
        var clock = Stopwatch.StartNew();
        string answered = (await frame.NullCountAsync(cancellation: Token)).ToString()!;
        bool inTime = clock.Elapsed < TransientFault.Patience;
        cluster.All[0].Resume();

        Assert.Equal(expected, answered);
        Assert.True(inTime, $"answered after {clock.Elapsed}");
    }

    private static Task Never => new TaskCompletionSource().Task;

    private static LostGatewayFilter Filter => new() { Overdue = Overdue };

    // Of the interfaces' many members, the filter asks for the few that are answered here.
#pragma warning disable CA1852 // A proxy is a class made of it.
    private class Call : DispatchProxy
    {
        private Dictionary<string, object?> _answers = [];

        public static IOutgoingGrainCallContext Of(string method, Task answer)
        {
            // A type of its own for each method, as Orleans' requests have, which the filter keeps in mind by their types.
            var marked = typeof(IFailingGrain).GetMethod(method)!;
            var request = marked.IsDefined(typeof(IdempotentAttribute), inherit: false) ? Create<IInvokable, Marked>() : Create<IInvokable, Call>();
            ((Call)(object)request)._answers = new() { [nameof(IInvokable.GetMethod)] = marked };
            var context = Create<IOutgoingGrainCallContext, Call>();
            ((Call)(object)context)._answers = new()
            {
                [nameof(IOutgoingGrainCallContext.Invoke)] = answer,
                [$"get_{nameof(IOutgoingGrainCallContext.Request)}"] = request,
            };
            return context;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answers[targetMethod!.Name];
    }

    private class Marked : Call;
}
