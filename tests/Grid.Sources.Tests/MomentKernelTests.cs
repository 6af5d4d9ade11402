using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Grid.Columns;

namespace Grid.Sources.Tests;

public unsafe class MomentKernelTests
{
    private static Moment? Parse(string text) => MomentText.Parse(text, DateFormats.MonthFirst);

    [Fact]
    public void The_fast_loop_agrees_with_the_plain_parser() =>
        Prop.ForAll(
            Gen.OneOf(Gen.Constant(""), Time, Time, Broken).ArrayOf().ToArbitrary(), Gen.Choose(0, 2).ToArbitrary(), ArbMap.Default.ArbFor<bool>(),
            (fields, unit, isUtc) =>
            {
                var type = LogicalType.Timestamp((TimeUnit)unit, isUtc ? "UTC" : null);
                using var block = new Block(fields);
                using var nulls = new NullBits();
                var kernel = new MomentKernel(DateFormats.MonthFirst) { Known = (DateOrders)~0 };
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
