using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Grid.Columns.Tests;

public class MomentTextTests
{
    private static readonly LogicalTimestamp[] s_timestamps =
        [.. from unit in Enum.GetValues<TimeUnit>() from zone in new[] { null, "UTC" } select LogicalType.Timestamp(unit, zone)];

    private static Moment? Parse(string text) => MomentText.Parse(text, DateFormats.MonthFirst);

    [Theory]
    [InlineData("2017-03-25", 1490400000, "Date")]
    [InlineData("2017-3-25", 1490400000, "Date")]
    [InlineData("2017/03/25", 1490400000, "Date")]
    [InlineData("2017.03.25", 1490400000, "Date")]
    [InlineData("3/25/2017", 1490400000, "Date")]
    [InlineData("03/25/2017", 1490400000, "Date")]
    [InlineData("03-25-2017", 1490400000, "Date")]
    [InlineData("03.25.2017", 1490400000, "Date")]
    [InlineData("1969-12-31", -86400, "Date")]
    [InlineData("0001-01-01", -62135596800, "Date")]
    [InlineData("9999-12-31 23:59:59", 253402300799, "Local")]
    [InlineData("2017-03-25 08:55", 1490432100, "Local")]
    [InlineData("2017-03-25 8:55", 1490432100, "Local")]
    [InlineData("2017-03-25T08:55:43", 1490432143, "Local")]
    [InlineData("2017-03-25t08:55:43", 1490432143, "Local")]
    [InlineData("  2017-03-25 08:55:43 ", 1490432143, "Local")]
    [InlineData("3/25/2017 8:55", 1490432100, "Local")]
    [InlineData("3/25/2017 8:55:43", 1490432143, "Local")]
    [InlineData("03/25/2017 08:55:43 AM", 1490432143, "Local")]
    [InlineData("03/25/2017 08:55:43 pm", 1490475343, "Local")]
    [InlineData("03/25/2017 12:55:43 AM", 1490403343, "Local")]
    [InlineData("03/25/2017 12:55:43PM", 1490446543, "Local")]
    [InlineData("2017-03-25T08:55Z", 1490432100, "Utc")]
    [InlineData("2017-03-25T08:55:43Z", 1490432143, "Utc")]
    [InlineData("2017-03-25t08:55:43z", 1490432143, "Utc")]
    [InlineData("2017-03-25 08:55:43 UTC", 1490432143, "Utc")]
    [InlineData("2017-03-25 08:55:43+02:00", 1490424943, "Utc")]
    [InlineData("2017-03-25 08:55:43 -0530", 1490451943, "Utc")]
    [InlineData("2017-03-25 08:55:43+05:30", 1490412343, "Utc")]
    [InlineData("2017-03-25 08:55:43+02", 1490424943, "Utc")]
    [InlineData("2017-03-25 08:55:43-00:00", 1490432143, "Utc")]
    [InlineData("0001-01-01T05:00:00+05:00", -62135596800, "Utc")]
    [InlineData("2016-02-29", 1456704000, "Date")]
    [InlineData("2000-02-29", 951782400, "Date")]
    public void Every_form_is_read(string text, long seconds, string form)
    {
        var moment = Parse(text);
        Assert.NotNull(moment);
        Assert.Equal(seconds, moment.Value.Seconds);
        Assert.Equal(form, moment.Value.Form.ToString());
    }

    [Theory]
    [InlineData("2017-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("2017-13-01")]
    [InlineData("2017-00-10")]
    [InlineData("2017-04-31")]
    [InlineData("25/3/2017")]
    [InlineData("3/25/17")]
    [InlineData("10.4.2017")]
    [InlineData("1-2-2017")]
    [InlineData("2017.3.5")]
    [InlineData("03/25-2017")]
    [InlineData("201-03-25")]
    [InlineData("0000-01-01")]
    [InlineData("-0001-01-01")]
    [InlineData("10000-01-01")]
    [InlineData("+10000-01-01")]
    [InlineData("0001-01-01T00:00:00+05:00")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("2017-03-25 24:00:00")]
    [InlineData("2017-03-25 08:60:00")]
    [InlineData("2017-03-25 08:55:60")]
    [InlineData("2016-12-31T23:59:60Z")]
    [InlineData("2017-03-25 08:55:43.")]
    [InlineData("2017-03-25 08:55:43.1234567890")]
    [InlineData("2017-03-25  08:55:43")]
    [InlineData("3/25/2017 13:55:43 PM")]
    [InlineData("3/25/2017 0:55 AM")]
    [InlineData("2017-03-25 08:55:43+25:00")]
    [InlineData("2017-03-25 08:55:43+05:")]
    [InlineData("2017-03-25 08:55:43 CET")]
    [InlineData("2017-03-25 08")]
    [InlineData("2017-03-25Z")]
    [InlineData("08:55:43")]
    [InlineData("20170325")]
    [InlineData("-")]
    [InlineData("")]
    public void What_is_no_moment_is_refused(string text) => Assert.Null(Parse(text));

    [Theory]
    [InlineData("2017-03-25 08:55:43.5", 500_000_000, 1)]
    [InlineData("2017-03-25 08:55:43,123", 123_000_000, 3)]
    [InlineData("2017-03-25 08:55:43.000", 0, 3)]
    [InlineData("2017-03-25 08:55:43.123456Z", 123_456_000, 6)]
    [InlineData("2017-03-25 08:55:43.123456789", 123_456_789, 9)]
    [InlineData("1969-12-31 23:59:59.999999999", 999_999_999, 9)]
    public void Fractions_keep_their_digits(string text, int nanoseconds, int digits)
    {
        var moment = Parse(text)!.Value;
        Assert.Equal(nanoseconds, moment.Nanoseconds);
        Assert.Equal(digits, moment.Digits);
    }

    [Theory]
    [InlineData("05/12/2020", DateOrders.Ambiguous, "2020-05-12", "2020-12-05")]
    [InlineData("05/05/2020", DateOrders.None, "2020-05-05", "2020-05-05")]
    [InlineData("25/12/2020 08:55", DateOrders.DayFirst, null, "2020-12-25T08:55:00")]
    [InlineData("12/25/2020", DateOrders.MonthFirst, "2020-12-25", null)]
    [InlineData("25.12.2020", DateOrders.DayFirst, null, "2020-12-25")]
    [InlineData("25-12-2020", DateOrders.DayFirst, null, "2020-12-25")]
    [InlineData("2020-05-12", DateOrders.None, "2020-05-12", "2020-05-12")]
    public void A_date_shows_the_order_it_is_written_in(string text, DateOrders orders, string? monthFirst, string? dayFirst)
    {
        Assert.Equal(orders, MomentText.Parse(text, DateFormats.Either)!.Value.Orders);
        Assert.Equal(monthFirst, MomentText.Parse(text, DateFormats.MonthFirst)?.ToString());
        Assert.Equal(dayFirst, MomentText.Parse(text, DateFormats.DayFirst)?.ToString());
        Assert.Equal(monthFirst ?? dayFirst, MomentText.Parse(text, DateFormats.Either)?.ToString());
    }

    [Theory]
    [InlineData(TimeUnit.Second, null, -1, "1969-12-31T23:59:59")]
    [InlineData(TimeUnit.Millisecond, null, -1, "1969-12-31T23:59:59.999")]
    [InlineData(TimeUnit.Millisecond, "UTC", 500, "1970-01-01T00:00:00.500Z")]
    [InlineData(TimeUnit.Microsecond, "UTC", 0, "1970-01-01T00:00:00.000000Z")]
    [InlineData(TimeUnit.Nanosecond, null, 1577836800123456789, "2020-01-01T00:00:00.123456789")]
    [InlineData(TimeUnit.Nanosecond, null, long.MinValue, "1677-09-21T00:12:43.145224192")]
    [InlineData(TimeUnit.Nanosecond, "Europe/Berlin", long.MaxValue, "2262-04-11T23:47:16.854775807Z")]
    [InlineData(TimeUnit.Second, null, 253402300800, "+10000-01-01T00:00:00")]
    [InlineData(TimeUnit.Second, null, -62135596801, "0000-12-31T23:59:59")]
    [InlineData(TimeUnit.Second, null, -62167219201, "-0001-12-31T23:59:59")]
    [InlineData(TimeUnit.Second, "UTC", long.MaxValue, "+292277026596-12-04T15:30:07Z")]
    public void Ticks_are_written_with_the_digits_of_their_unit(TimeUnit unit, string? zone, long ticks, string text) =>
        Assert.Equal(text, MomentText.Of(LogicalType.Timestamp(unit, zone), ticks));

    [Theory]
    [InlineData(0, "1970-01-01")]
    [InlineData(-1, "1969-12-31")]
    [InlineData(int.MaxValue, "+5881580-07-11")]
    public void Days_are_written_without_a_time(int days, string text) => Assert.Equal(text, MomentText.Of(LogicalType.Date, days));

    [Fact]
    public void What_is_written_is_read_back_as_the_same_value_and_type() =>
        Prop.ForAll(Gen.Elements(s_timestamps).ToArbitrary(), ArbMap.Default.ArbFor<ulong>(), (type, random) =>
        {
            // All that is read, and of nanoseconds all that there is.
            Int128 first = Int128.Max(long.MinValue, (Int128)Moment.FirstSecond * type.TicksPerSecond);
            Int128 last = Int128.Min(long.MaxValue, ((Int128)Moment.LastSecond + 1) * type.TicksPerSecond - 1);
            foreach (long ticks in new[] { (long)first, (long)last, 0, -1, (long)(first + (Int128)(random * 0x9E3779B97F4A7C15) * (last - first) / ulong.MaxValue) })
            {
                string text = MomentText.Of(type, ticks);
                var read = Parse(text);
                Assert.True(read is not null, text);
                Assert.Equal(type, read.Value.Type);
                Assert.True(read.Value.TryConvert(type, out long again));
                Assert.Equal(ticks, again);
                Assert.Equal(text, MomentText.Of(read.Value));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Dates_are_read_back_as_dates() =>
        Prop.ForAll(Gen.Choose(0, 3_652_058).ToArbitrary(), day =>
        {
            var date = DateTime.MinValue.AddDays(day);
            int days = (date - DateTime.UnixEpoch).Days;
            Assert.Equal(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), MomentText.Of(LogicalType.Date, days));
            var read = Parse(MomentText.Of(LogicalType.Date, days))!.Value;
            Assert.Equal(LogicalType.Date, read.Type);
            Assert.True(read.TryConvert(LogicalType.Date, out long again) && again == days);
            Assert.Equal(days, CalendarDay.ToDays(date.Year, date.Month, date.Day));
            Assert.Equal((date.Year, date.Month, date.Day), CalendarDay.FromDays(days));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void The_library_reads_the_same()
    {
        string[] forms =
        [
            "yyyy-MM-dd", "yyyy-M-d", "M/d/yyyy", "MM-dd-yyyy", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd H:mm:ss.fffffff",
            "M/d/yyyy h:mm tt", "MM/dd/yyyy hh:mm:ss tt", "yyyy-MM-ddTHH:mm:ss.fffzzz", "yyyy-MM-dd HH:mm:ss zzz",
        ];
        var times = from day in Gen.Choose(1, 3_652_057) from tick in ArbMap.Default.GeneratorFor<uint>() select (day, tick * 201L);
        Prop.ForAll(times.ToArbitrary(), Gen.Elements(forms).ToArbitrary(), Gen.Choose(-14 * 60, 14 * 60).ToArbitrary(), (time, form, minutes) =>
        {
            var written = new DateTimeOffset(DateTime.MinValue.AddDays(time.Item1).AddTicks(time.Item2), TimeSpan.FromMinutes(minutes)).ToString(form, CultureInfo.InvariantCulture);
            var expected = DateTimeOffset.ParseExact(written, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcTicks - DateTime.UnixEpoch.Ticks;
            var read = Parse(written);
            Assert.True(read is not null, written);
            Assert.Equal(expected, read.Value.Seconds * TimeSpan.TicksPerSecond + read.Value.Nanoseconds / 100);
            Assert.Equal(form.Contains('z', StringComparison.Ordinal), read.Value.Form == MomentForm.Utc);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }
}
