namespace Grid.Dashboard.Tests;

public sealed class BusySiloTests
{
    [Fact]
    public void Rates_are_by_the_silos_own_clock()
    {
        var before = new SiloWork(5_000_000, 2, 0, 1_000, 50);

        Assert.Equal(new BusySilo(4, 3, 500, 25), BusySilo.Of(before, new SiloWork(7_000_000, 4, 3, 2_000, 100)));
        Assert.Equal(new BusySilo(2, 0, 0, 0), BusySilo.Of(before, before with { Now = 6_000_000 }));
    }

    [Fact]
    public void There_is_no_rate_of_one_answer_or_of_a_process_that_began_anew()
    {
        var told = new SiloWork(5_000_000, 2, 1, 1_000, 50);

        Assert.Equal(new BusySilo(2, 1, null, null), BusySilo.Of(null, told));
        Assert.Equal(new BusySilo(2, 1, null, null), BusySilo.Of(told, told));
        Assert.Equal(new BusySilo(2, 1, null, null), BusySilo.Of(told, told with { Now = 9_000_000, BytesIn = 10, BytesOut = 20 }));
        Assert.Equal(new BusySilo(2, 1, null, null), BusySilo.Of(told, told with { Now = 1_000 }));
    }
}
