namespace Grid.Columns.Tests;

public class MomentTests
{
    [Theory]
    [InlineData("2017-03-25", "date32", 17250)]
    [InlineData("2017-03-25", "timestamp[s]", 1490400000)]
    [InlineData("2017-03-25 00:00:00", "date32", 17250)]
    [InlineData("1969-12-31 23:59:59.5", "timestamp[ms]", -500)]
    [InlineData("1969-12-31 23:59:59.5Z", "timestamp[ns, UTC]", -500_000_000)]
    public void A_moment_is_converted_where_the_type_has_it(string text, string type, long value)
    {
        var moment = MomentText.Parse(text, DateFormats.Either)!.Value;
        Assert.True(moment.TryConvert(Type(type), out long found));
        Assert.Equal(value, found);
        Assert.Equal((moment.Seconds, moment.Nanoseconds), (Moment.Of(Type(type), value).Seconds, Moment.Of(Type(type), value).Nanoseconds));
    }

    [Theory]
    [InlineData("2017-03-25 08:55", "date32")]
    [InlineData("2017-03-25 08:55:43.5", "timestamp[s]")]
    [InlineData("2017-03-25 08:55:43.0001", "timestamp[ms]")]
    [InlineData("1066-10-14", "timestamp[ns]")]
    [InlineData("2262-04-12", "timestamp[ns]")]
    [InlineData("2017-03-25", "timestamp[s, UTC]")]
    [InlineData("2017-03-25 08:55Z", "timestamp[s]")]
    [InlineData("2017-03-25 00:00Z", "date32")]
    public void A_moment_is_never_converted_to_another(string text, string type) =>
        Assert.False(MomentText.Parse(text, DateFormats.Either)!.Value.TryConvert(Type(type), out _));

    [Fact]
    public void Only_dates_and_timestamps_have_moments()
    {
        Assert.Throws<ArgumentException>(() => Moment.Of(LogicalType.Whole, 1));
        Assert.Throws<ArgumentException>(() => default(Moment).TryConvert(LogicalType.Text, out _));
    }

    private static LogicalType Type(string name) => new[] { "s", "ms", "us", "ns" }.SelectMany((_, u) => new LogicalType[]
    {
        LogicalType.Date, LogicalType.Timestamp((TimeUnit)u), LogicalType.Timestamp((TimeUnit)u, "UTC"),
    }).First(t => t.ToString() == name);
}
