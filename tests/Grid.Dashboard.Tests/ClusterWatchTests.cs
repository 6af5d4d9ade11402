namespace Grid.Dashboard.Tests;

public sealed class ClusterWatchTests
{
    [Fact]
    public void No_start_of_a_silo_looks_for_grains_in_it() =>
        Assert.DoesNotContain(typeof(DashboardApp).Assembly.GetCustomAttributes(inherit: false), mark => mark.GetType().Name == "ApplicationPartAttribute");

    [Fact]
    public async Task Nothing_is_asked_while_nobody_looks()
    {
        int asked = 0;
        var settings = new DashboardSettings(null, () => null, () =>
        {
            Interlocked.Increment(ref asked);
            return null;
        });
        await using var grid = new DashboardGrid(settings);
        using var watch = new ClusterWatch(grid, settings);
        var seen = new TaskCompletionSource();
        Assert.Equal(0, asked);

        var looking = watch.LookAtSilos(() => seen.TrySetResult());
        var other = watch.LookAtSilos(() => { });
        var names = watch.LookAtNames(() => { });
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(30), Test.Token);
        other.Dispose();
        names.Dispose();
        looking.Dispose();
        // What was under way may still come.
        await Task.Delay(200, Test.Token);
        int before = asked;
        await Task.Delay(1_500, Test.Token);

        Assert.NotEqual(0, before);
        Assert.Equal(before, asked);
        Assert.Equal("this silo is not up", watch.Now!.Trouble);
    }
}
