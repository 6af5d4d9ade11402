namespace Grid.Dashboard.Tests;

public sealed class ClusterHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Silos_that_join_drain_leave_and_are_lost_are_told_once_each()
    {
        var history = new ClusterHistory();

        history.Take(Start.AddSeconds(10), [Silo("a", 0), Silo("b", 1), Silo("c", 2)]);
        history.Take(Start.AddSeconds(11), [Silo("a", 0), Silo("b", 1, isLeaving: true)]);
        history.Take(Start.AddSeconds(12), [Silo("a", 0), Silo("b", 1, isLeaving: true)]);
        history.Take(Start.AddSeconds(13), [Silo("a", 0)]);
        history.Take([new LostSilo("c", "", Start.AddSeconds(11)), new LostSilo("z", "", Start.AddSeconds(5))]);
        history.Take([new LostSilo("z", "", Start.AddSeconds(5))]);

        Assert.Equal(
            ["b Left 13", "c Lost 11", "b Leaving 11", "z Lost 5", "c Joined 2", "b Joined 1", "a Joined 0"],
            history.Events.Select(e => $"{e.Silo} {e.What} {(e.At - Start).TotalSeconds}"));
    }

    // Who is lost is asked of the table, who is there of the silos: either may know first.
    [Fact]
    public void A_silo_that_is_said_to_be_lost_before_it_is_gone_is_told_of_once()
    {
        var history = new ClusterHistory();

        history.Take(Start.AddSeconds(10), [Silo("a", 0), Silo("c", 2)]);
        history.Take([new LostSilo("c", "", Start.AddSeconds(11))]);
        history.Take(Start.AddSeconds(12), [Silo("a", 0)]);

        Assert.Equal(["c Lost 11", "c Joined 2", "a Joined 0"], history.Events.Select(e => $"{e.Silo} {e.What} {(e.At - Start).TotalSeconds}"));
    }

    [Fact]
    public void Samples_are_those_of_the_last_minutes()
    {
        var history = new ClusterHistory();
        for (int i = 0; i < 1_000; i++)
            history.Take(Start.AddSeconds(i), [Silo("a", 0, bytes: i)]);

        Assert.Equal(Enumerable.Range(700, 300).Select(i => (long)i), history.Samples.Select(s => s.Bytes["a"]));
    }

    [Fact]
    public void Skew_is_the_largest_share_against_the_mean()
    {
        var view = new ClusterView(Start, [Silo("a", 0, bytes: 30), Silo("b", 0, bytes: 60), Silo("c", 0, bytes: 0)], null, null, null);

        Assert.Equal(2, view.Skew);
        Assert.Null((view with { Silos = [] }).Skew);
    }

    private static NamedSilo Silo(string name, int joined, bool isLeaving = false, long bytes = 0) =>
        new(name, 1, "", "", isLeaving, 0, bytes, 100, 0) { Joined = Start.AddSeconds(joined) };
}
