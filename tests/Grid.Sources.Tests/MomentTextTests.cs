using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Grid.Arrow;

namespace Grid.Sources.Tests;

public unsafe class MomentTextTests
{
    private static Moment? Parse(string text) => MomentText.TryParse(Encoding.UTF8.GetBytes(text), out var moment) ? moment : null;

    [Theory]
    [InlineData("2017-03-25", 1490400000, "Date")]
    [InlineData("3/25/2017", 1490400000, "Date")]
    [InlineData("03/25/2017", 1490400000, "Date")]
    [InlineData("1969-12-31", -86400, "Date")]
    [InlineData("0001-01-01", -62135596800, "Date")]
    [InlineData("9999-12-31 23:59:59", 253402300799, "Local")]
    [InlineData("2017-03-25 08:55", 1490432100, "Local")]
    [InlineData("2017-03-25T08:55:43", 1490432143, "Local")]
    [InlineData("3/25/2017 8:55", 1490432100, "Local")]
    [InlineData("3/25/2017 8:55:43", 1490432143, "Local")]
    [InlineData("03/25/2017 08:55:43 AM", 1490432143, "Local")]
    [InlineData("03/25/2017 08:55:43 pm", 1490475343, "Local")]
    [InlineData("03/25/2017 12:55:43 AM", 1490403343, "Local")]
    [InlineData("03/25/2017 12:55:43PM", 1490446543, "Local")]
    [InlineData("2017-03-25T08:55:43Z", 1490432143, "Utc")]
    [InlineData("2017-03-25 08:55:43+02:00", 1490424943, "Utc")]
    [InlineData("2017-03-25 08:55:43 -0530", 1490451943, "Utc")]
    [InlineData("2017-03-25 08:55:43+02", 1490424943, "Utc")]
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
    [InlineData("2017-3-25")]
    [InlineData("2017-03-25 24:00:00")]
    [InlineData("2017-03-25 08:60:00")]
    [InlineData("2017-03-25 08:55:60")]
    [InlineData("2017-03-25 08:55:43.")]
    [InlineData("2017-03-25 08:55:43.1234567890")]
    [InlineData("2017-03-25  08:55:43")]
    [InlineData("2017-03-25T08:55:43 AM")]
    [InlineData("3/25/2017T08:55:43")]
    [InlineData("3/25/2017 13:55:43 PM")]
    [InlineData("3/25/2017 0:55 AM")]
    [InlineData("2017-03-25 08:55:43+25:00")]
    [InlineData("2017-03-25 08")]
    [InlineData("08:55:43")]
    [InlineData("20170325")]
    [InlineData("")]
    public void What_is_no_moment_is_refused(string text) => Assert.Null(Parse(text));

    [Theory]
    [InlineData("2017-03-25 08:55:43.5", 500_000_000, 1)]
    [InlineData("2017-03-25 08:55:43.000", 0, 3)]
    [InlineData("2017-03-25 08:55:43.123456Z", 123_456_000, 6)]
    [InlineData("2017-03-25 08:55:43.123456789", 123_456_789, 9)]
    public void Fractions_keep_their_digits(string text, int nanoseconds, int digits)
    {
        var moment = Parse(text)!.Value;
        Assert.Equal(nanoseconds, moment.Nanoseconds);
        Assert.Equal(digits, moment.Digits);
    }

    [Fact]
    public void Days_are_those_of_the_library() =>
        Prop.ForAll(Gen.Choose(0, 3_652_058).ToArbitrary(), day =>
        {
            var date = DateTime.MinValue.AddDays(day);
            Assert.Equal((date - DateTime.UnixEpoch).Days, MomentText.Days(date.Year, date.Month, date.Day));
            Assert.True(MomentText.IsDate(date.Year, date.Month, date.Day));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void The_fast_loop_agrees_with_the_plain_parser() =>
        Prop.ForAll(
            Gen.OneOf(Gen.Constant(""), Time, Time, Broken).ArrayOf().ToArbitrary(), Gen.Choose(0, 2).ToArbitrary(), ArbMap.Default.ArbFor<bool>(),
            (fields, unit, isUtc) =>
            {
                var type = DataType.Timestamp((TimeUnit)unit, isUtc ? "UTC" : null);
                using var block = new Block(fields);
                using var nulls = new NullBits();
                var kernel = new MomentKernel();
                int row = 0;
                while (row < fields.Length)
                {
                    int stop = kernel.Read(block.Fields, row, type, nulls, 0);
                    for (; row < stop; row++)
                    {
                        if (fields[row].Length == 0)
                            continue;
                        var moment = Parse(fields[row]);
                        Assert.NotNull(moment);
                        Assert.Equal(isUtc ? MomentForm.Utc : MomentForm.Local, moment.Value.Form);
                        Assert.True(moment.Value.Unit <= type.Unit);
                        long nanoseconds = 1_000_000_000 / type.TicksPerSecond;
                        Assert.Equal(moment.Value.Seconds * type.TicksPerSecond + moment.Value.Nanoseconds / nanoseconds, block.Fields.Values[row]);
                    }
                    if (row < fields.Length && !isUtc)
                        Assert.False(DateTime.TryParseExact(fields[row], s_forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _), fields[row]);
                    row++;
                }
                Assert.Equal(fields.Count(f => f.Length == 0), nulls.Count);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static readonly string[] s_forms = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "MM/dd/yyyy HH:mm:ss"];

    private static Gen<string> Time { get; } =
        from day in Gen.Choose(0, 3_652_058)
        from second in Gen.Choose(0, 86_399)
        from format in Gen.Elements(s_forms)
        from fraction in Gen.Elements("", "", ".5", ".250", ".123456", ".1234567")
        from zone in Gen.Elements("", "", "Z")
        select DateTime.MinValue.AddDays(day).AddSeconds(second).ToString(format, CultureInfo.InvariantCulture) + fraction + zone;

    /// <summary>A time with a few characters changed.</summary>
    private static Gen<string> Broken { get; } =
        from time in Time
        from count in Gen.Choose(1, 2)
        from places in Gen.Choose(0, 18).ArrayOf(count)
        from characters in Gen.Elements("0123456789:-/T Z.x".ToCharArray()).ArrayOf(count)
        select string.Concat(time.Select((c, i) => Array.IndexOf(places, i) is >= 0 and var at ? characters[at] : c));
}
