namespace Grid.Dashboard.Tests;

public sealed class ClockShiftTests
{
    [Theory]
    [InlineData(1_000, 0)]
    [InlineData(1_001, 0)]
    [InlineData(0, 0)]
    [InlineData(2_000, 0)]
    [InlineData(3_601_001_000, 3_601_000_000)]
    [InlineData(-3_601_001_000, -3_601_002_000)]
    public void What_the_way_explains_is_no_shift(long there, long shift)
    {
        var clock = new ClockShift();

        clock.Take(0, 2_000, there);

        Assert.Equal(shift, clock.Microseconds);
    }

    [Fact]
    public void The_fastest_answer_counts_until_it_is_old()
    {
        var clock = new ClockShift();
        clock.Take(0, 1_000, 5_000_500);
        clock.Take(1_000_000, 1_900_000, 9_000_000);
        Assert.Equal(5_000_000, clock.Microseconds);

        clock.Take(2_000_000, 2_000_800, 7_000_500);
        Assert.Equal(5_000_100, clock.Microseconds);

        clock.Take(70_000_000, 70_900_000, 78_450_000);
        Assert.Equal(8_000_000, clock.Microseconds);
    }

    // Both ways are as long as the other at most: however they are shared, the reckoning is off by half of what both took.
    [Theory]
    [InlineData(10)]
    [InlineData(-10_000_000)]
    [InlineData(86_400_000_000)]
    public void It_is_off_by_half_of_the_way_at_most(long ahead)
    {
        var random = new Random(17);
        for (int i = 0; i < 200; i++)
        {
            var clock = new ClockShift();
            long asked = random.NextInt64(1_000_000_000), there = random.NextInt64(50_000), back = random.NextInt64(50_000);

            clock.Take(asked, asked + there + back, asked + there + ahead);

            Assert.InRange(Math.Abs(clock.Microseconds - ahead), 0, there + back + 1);
        }
    }
}
