namespace Grid.Hosting.Tests.Fleet;

public sealed class FleetSleepTests
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_that_asks_has_them_started_and_is_told_how_far_they_are()
    {
        await using var ecs = await StandInEcs.StartAsync(wanted: 0, refuse: before => before is 1 or 3 ? (400, """{"__type":"ThrottlingException"}""") : null);
        using var service = ecs.Open();
        var told = new Told();

        Assert.True(await FleetSleep.WakeAsync(service, 3, told, Token, Pace));

        Assert.Equal(3, ecs.Wanted);
        Assert.Equal("waiting for AWS: 0 of 3 tasks", told.Lines[0]);
        Assert.Contains("waiting for AWS: 2 of 3 tasks", told.Lines);
        Assert.Equal("UpdateService", ecs.Calls.Where(call => call != "DescribeServices").Distinct().Single());
    }

    [Fact]
    public async Task What_is_set_to_none_meanwhile_is_wanted_again()
    {
        StandInEcs? ecs = null;
        await using var service = ecs = await StandInEcs.StartAsync(wanted: 0, refuse: before =>
        {
            if (before == 2)
                (ecs!.Wanted, ecs.Running) = (0, 0);
            return null;
        });
        using var asked = ecs.Open();

        Assert.True(await FleetSleep.WakeAsync(asked, 2, null, Token, Pace));
        Assert.Equal(2, ecs.Calls.Count(call => call == "UpdateService"));
        Assert.Equal(2, ecs.Running);
    }

    [Fact]
    public async Task Silos_that_are_being_started_are_waited_for_and_left_as_many_as_they_are()
    {
        await using var ecs = await StandInEcs.StartAsync(wanted: 5);
        using var service = ecs.Open();

        Assert.True(await FleetSleep.WakeAsync(service, 1, null, Token, Pace));
        Assert.DoesNotContain("UpdateService", ecs.Calls);
        Assert.Equal(5, ecs.Running);
    }

    [Fact]
    public async Task Silos_that_run_are_asked_at_once_also_while_others_start()
    {
        await using var ecs = await StandInEcs.StartAsync(wanted: 3, running: 1);
        using var service = ecs.Open();

        Assert.False(await FleetSleep.WakeAsync(service, 1, null, Token, Pace));
        Assert.Single(ecs.Calls);
    }

    [Fact]
    public async Task What_AWS_does_not_start_ends_in_what_it_says()
    {
        await using var ecs = await StandInEcs.StartAsync(wanted: 0, starts: false);
        using var service = ecs.Open();

        var fault = await Assert.ThrowsAsync<ClusterException>(() => FleetSleep.WakeAsync(service, 2, null, Token, Pace, TimeSpan.FromMilliseconds(20)));
        Assert.Equal("AWS has started 0 of 2 tasks in 0 minutes, and says: (service grid-silos) was unable to place a task. See the service's events, and ask again.", fault.Message);
    }

    [Fact]
    public async Task Whoever_comes_between_the_first_task_and_its_silo_waits_as_who_had_it_started()
    {
        await using var ecs = await StandInEcs.StartAsync(wanted: 3, running: 1);
        using var service = ecs.Open();
        int tried = 0;

        Assert.False(await FleetSleep.WakeAsync(service, 3, null, Token, Pace));
        Assert.Equal("a client", await FleetSleep.ReachAsync(
            () => ++tried < 4 ? throw new ClusterException("no silo answers", new TimeoutException()) : Task.FromResult("a client"), Token, Pace));
        Assert.Equal(4, tried);
    }

    [Fact]
    public async Task A_silo_that_refuses_the_client_is_not_asked_again()
    {
        int tried = 0;

        await Assert.ThrowsAsync<ClusterException>(() => FleetSleep.ReachAsync<string>(() => throw new ClusterException($"is of another release ({++tried})"), Token, Pace));
        Assert.Equal(1, tried);
    }

    [Fact]
    public async Task Silos_that_never_come_end_the_wait()
    {
        var fault = await Assert.ThrowsAsync<ClusterException>(() => FleetSleep.ReachAsync<string>(
            () => throw new ClusterException("no silo answers", new TimeoutException()), Token, Pace, TimeSpan.FromMilliseconds(20)));
        Assert.Equal("no silo answers", fault.Message);
    }

    private sealed class Told : IProgress<FleetTasks>
    {
        public List<string> Lines { get; } = [];

        public void Report(FleetTasks value) => Lines.Add(value.ToString());
    }
}
