namespace Grid.Hosting.Tests.Silos;

public sealed class IdleFleetTests
{
    [Theory]
    [InlineData(true, "a", 600, 900, 600)]
    [InlineData(true, "a", 600)]
    [InlineData(false, "b", 600, 900, 600)] // the eldest says so, and nobody else
    [InlineData(false, "a", 600, 599, 600)]
    [InlineData(false, "a", 599, 900, 900)]
    [InlineData(false, "a", 600, 900, 0)] // one that has not reported yet
    public void Silos_end_when_none_of_them_has_computed_for_long_enough(bool expected, string name, params int[] idle)
    {
        SiloInfo[] silos = [.. idle.Select((seconds, i) => Silo("abc"[i], seconds * 1000))];

        Assert.Equal(expected, IdleFleet.IsDue(silos, name, TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void A_silo_that_computes_now_is_not_idle() =>
        Assert.False(IdleFleet.IsDue([Silo('a', 700_000), Silo('b', 700_000) with { Jobs = 1 }], "a", TimeSpan.FromMinutes(10)));

    private static SiloInfo Silo(char name, long idle) => new() { Name = $"{name}", Process = 1, Address = "-", Joined = name, Idle = idle };
}
