using Grid.Columns;

namespace Grid.Query.Tests;

public class InterpolationTests
{
    [Theory]
    [InlineData(9007199254740993, 0.2, 9007199254740993)] // nearer than 992 and 994, the doubles there
    [InlineData(9007199254740993, 0.8, 9007199254740994)]
    [InlineData(9007199254740992, 0.4, 9007199254740992)]
    [InlineData(long.MaxValue - 2, 0.4, long.MaxValue - 2)]
    [InlineData(long.MaxValue - 2, 0.5, long.MaxValue - 1)]
    [InlineData(long.MaxValue - 1, 0.5, long.MaxValue - 1)] // a half goes to the even one
    public void Between_neighbouring_whole_numbers_past_the_exact_doubles_nothing_lies_beyond_them(long low, double fraction, long expected) =>
        Assert.Equal((Int128)expected, Number(Interpolation.Between(LogicalType.Whole, Key(low), Key(low + 1), fraction)));

    [Fact]
    public void Percentiles_ascend_and_stay_between_their_neighbours() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        long low = long.MaxValue - random.NextInt64(1, 1L << random.Next(2, 63)), high = random.NextInt64(low, long.MaxValue);
        Int128 before = low;
        for (int i = 1; i < 64; i++)
        {
            var value = Number(Interpolation.Between(LogicalType.Whole, Key(low), Key(high), i / 64.0));
            Assert.InRange(value, before, (Int128)high);
            before = value;
        }
    });

    [Fact]
    public void A_mean_of_equal_values_is_their_value_rounded_once() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        long count = random.NextInt64(1, 1L << random.Next(1, 40));
        long value = random.NextInt64(long.MaxValue >> random.Next(0, 40));
        var sum = new ExactSum();
        sum.AddProduct(count, value & ~0xFFFFFFFFL);
        sum.AddProduct(count, value & 0xFFFFFFFFL);

        Assert.Equal((double)value, sum.Divide(count));
    });

    [Theory]
    [InlineData(1, 2, 0)] // 0.5: to the even 0
    [InlineData(3, 2, 2)] // 1.5: to the even 2
    [InlineData(5, 2, 2)]
    [InlineData(-1, 2, 0)]
    [InlineData(-3, 2, -2)]
    [InlineData(-5, 2, -2)]
    [InlineData(4, 3, 1)]
    [InlineData(5, 3, 2)]
    [InlineData(-5, 3, -2)]
    public void A_mean_of_moments_between_two_nanoseconds_goes_to_the_nearest_and_a_half_to_the_even(long sum, long count, long expected) =>
        Assert.Equal(expected, Interpolation.Mean(LogicalType.Timestamp(TimeUnit.Nanosecond), sum, count).AsInt64);

    [Theory]
    [InlineData(1, 2_000_000, 0)] // half a microsecond
    [InlineData(3, 2_000_000, 2)]
    [InlineData(-1, 2_000_000, 0)]
    public void A_mean_of_seconds_is_rounded_to_microseconds_in_the_same_way(long sum, long count, long microseconds)
    {
        var mean = Interpolation.Mean(LogicalType.Timestamp(TimeUnit.Second), sum, count);
        Assert.True(mean.AsMoment!.Value.TryConvert(LogicalType.Timestamp(TimeUnit.Microsecond), out long ticks));
        Assert.Equal(microseconds, ticks);
    }

    [Theory]
    [InlineData(0, 1, 0.5, 0)]
    [InlineData(1, 2, 0.5, 2)]
    [InlineData(0, 9007199254740995, 0.5, 4503599627370498)] // the span is no double
    [InlineData(-9007199254740995, 0, 0.5, -4503599627370498)]
    [InlineData(0, 9223372036854775806, 0.25, 2305843009213693952)] // a half again
    public void A_percentile_of_nanoseconds_is_the_nearest_tick_and_of_two_the_even(long low, long high, double fraction, long expected) =>
        Assert.Equal(expected, Interpolation.Moment(LogicalType.Timestamp(TimeUnit.Nanosecond), low, high, fraction).AsInt64);

    // Whole numbers that are doubles are given as these.
    private static Int128 Number(Scalar value) => value.Type!.Kind == LogicalKind.Real ? (Int128)value.AsDouble : value.AsWhole;

    private static ulong Key(long value) => ScalarKey.Of(Scalar.Int64(value));
}
