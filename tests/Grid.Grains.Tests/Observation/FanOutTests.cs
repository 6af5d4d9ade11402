namespace Grid.Grains.Tests.Observation;

public sealed class FanOutTests
{
    [Fact]
    public async Task Every_step_runs_once_and_only_so_many_at_a_time()
    {
        var ran = new List<int>();
        int running = 0, most = 0;

        await OnOneThread(() => FanOut.RunAsync(
            500,
            async (i, end) =>
            {
                most = Math.Max(most, ++running);
                await Task.Delay(1, end);
                running--;
                ran.Add(i);
            },
            Test.Token));

        Assert.Equal(Enumerable.Range(0, 500), ran.Order());
        Assert.Equal(FanOut.Width, most);
    }

    [Fact]
    public async Task The_first_failure_cancels_the_rest_and_is_the_one_that_is_told()
    {
        int started = 0;

        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => OnOneThread(() => FanOut.RunAsync(
            500,
            async (i, end) =>
            {
                started++;
                if (i == 20)
                    throw new InvalidDataException("20");
                await Task.Delay(Timeout.Infinite, end);
            },
            Test.Token)));

        Assert.Equal("20", thrown.Message);
        Assert.True(started <= FanOut.Width, "Steps were started after the failure.");
    }

    [Fact]
    public async Task A_cancelled_fan_out_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();

        var run = OnOneThread(() => FanOut.RunAsync(5, (_, end) => Task.Delay(Timeout.Infinite, end), cancel.Token));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Nothing_to_do_is_done() => await FanOut.RunAsync(0, (_, _) => throw new InvalidOperationException(), Test.Token);

    // As in a grain: continuations come back one at a time.
    private static Task OnOneThread(Func<Task> run) => Task.Factory.StartNew(
        run, Test.Token, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();
}
