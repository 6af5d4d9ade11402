namespace Grid.Grains.Tests.Observation;

public sealed class ChangeSignalTests
{
    [Fact]
    public async Task Who_has_not_seen_the_latest_change_does_not_wait()
    {
        var signal = new ChangeSignal();

        await signal.WaitAsync(0, Timeout.InfiniteTimeSpan, Test.Token);
    }

    [Fact]
    public async Task A_change_wakes_all_who_wait()
    {
        var signal = new ChangeSignal();
        var waits = Enumerable.Range(0, 3).Select(_ => signal.WaitAsync(1, Timeout.InfiniteTimeSpan, Test.Token)).ToArray();
        Assert.DoesNotContain(waits, w => w.IsCompleted);

        signal.Advance();

        await Task.WhenAll(waits);
        Assert.Equal(2, signal.Version);
    }

    [Fact]
    public async Task Patience_ends_a_wait_without_a_change()
    {
        var signal = new ChangeSignal();

        await signal.WaitAsync(1, TimeSpan.FromMilliseconds(5), Test.Token);

        Assert.Equal(1, signal.Version);
    }

    [Fact]
    public async Task A_cancelled_wait_throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ChangeSignal().WaitAsync(1, Timeout.InfiniteTimeSpan, new CancellationToken(true)));
}
