using Grid.Columns;

namespace Grid.Query.Tests;

public class MomentLiteralTests
{
    private static readonly RecordBatch Row = RecordBatch.From(
        ("ns", Column(TimeUnit.Nanosecond, null, 1577836800123456789)), // 2020-01-01 00:00:00.123456789
        ("last", Column(TimeUnit.Nanosecond, null, long.MaxValue)),
        ("first", Column(TimeUnit.Nanosecond, null, long.MinValue)),
        ("utc", Column(TimeUnit.Second, "UTC", 1577836800)), // 2020-01-01 00:00:00 in UTC
        ("utcms", Column(TimeUnit.Millisecond, "UTC", 1577836800500)),
        ("berlin", Column(TimeUnit.Second, "Europe/Berlin", 1577836800)),
        ("s", Column(TimeUnit.Second, null, 1577836800)),
        ("old", Column(TimeUnit.Nanosecond, null, -1)), // 1969-12-31 23:59:59.999999999, a Wednesday
        ("far", Column(TimeUnit.Second, null, 32503680000)), // 3000-01-01
        ("none", ColumnFactory.Primitive(DataType.Timestamp(TimeUnit.Nanosecond), new long?[] { null })),
        ("day", ColumnFactory.Primitive<int>(DataType.Date32, [18262]))); // 2020-01-01

    private static readonly RecordBatch Units = RecordBatch.From(
        [.. Row.Schema.Fields.Select((field, i) => (field.Name, Row.Columns[i])),
        ("ancient", ColumnFactory.Primitive<int>(DataType.Date32, [-707594])),
        ("lost", ColumnFactory.Primitive(DataType.Timestamp(TimeUnit.Second), new long?[] { null })),
        ("half", Column(TimeUnit.Millisecond, null, 1577836800500))]);

    [Theory]
    // Nine digits are nine digits.
    [InlineData("ns == '2020-01-01 00:00:00.123456789'", "true")]
    [InlineData("ns == '2020-01-01 00:00:00.123456788'", "false")]
    [InlineData("ns > '2020-01-01 00:00:00.123456788'", "true")]
    [InlineData("ns < '2020-01-01 00:00:00.123456789'", "false")]
    [InlineData("ns in ('2020-01-01T00:00:00.123456789')", "true")]
    [InlineData("s < '2020-01-01 00:00:00.000000001'", "true")]
    [InlineData("s == '2020-01-01 00:00:00.000000000'", "true")]
    [InlineData("old - '1970-01-01'", "-1E-09")]
    // An offset is converted, and a literal without one is of UTC beside an instant.
    [InlineData("utc == '2020-01-01T00:00:00Z'", "true")]
    [InlineData("utc == '2020-01-01 05:30:00+05:30'", "true")]
    [InlineData("utc == '2020-01-01 05:30+0530'", "true")]
    [InlineData("utc == '2019-12-31T19:00:00-05'", "true")]
    [InlineData("utc == '2020-01-01 00:00:00 UTC'", "true")]
    [InlineData("utc == '2020-01-01'", "true")]
    [InlineData("utc == '2020-01-01 00:00'", "true")]
    [InlineData("utc != '2020-01-01T00:00:00+01:00'", "true")]
    [InlineData("utc in ('2020-01-01T01:00:00+01:00')", "true")]
    [InlineData("utc between '2019-12-31T23:00:00Z' and '2020-01-01'", "true")]
    [InlineData("'2020-01-01t00:00:00z' = utc", "true")]
    [InlineData("utc < utcms and utc = berlin", "true")]
    [InlineData("utcms - '2020-01-01T00:00:00Z'", "0.5")]
    [InlineData("utcms - utc", "0.5")]
    [InlineData("coalesce(utc, '2020-01-01')", "2020-01-01T00:00:00Z")]
    // A literal that no tick of the column reaches is before or after all of them.
    [InlineData("last == '3000-01-01'", "false")]
    [InlineData("last < '3000-01-01'", "true")]
    [InlineData("last >= '3000-01-01'", "false")]
    [InlineData("last != '3000-01-01'", "true")]
    [InlineData("first <= '1000-01-01'", "false")]
    [InlineData("first > '1000-01-01'", "true")]
    [InlineData("first == '1000-01-01'", "false")]
    [InlineData("first in ('1000-01-01')", "false")]
    [InlineData("none > '1000-01-01'", "")]
    [InlineData("far - '2999-12-31'", "86400")]
    // Parts before 1970, in nanoseconds, and in UTC.
    [InlineData("year(old) * 10000 + month(old) * 100 + day(old)", "19691231")]
    [InlineData("hour(old) * 10000 + minute(old) * 100 + second(old)", "235959")]
    [InlineData("weekday(old)", "2")]
    [InlineData("year(first)", "1677")]
    [InlineData("hour(berlin)", "0")]
    // A date with its year last is understood where it is one day.
    [InlineData("day < '25/12/2020'", "true")]
    [InlineData("day < '12/25/2020 8:55 PM'", "true")]
    [InlineData("day == '01.01.2020'", "true")]
    public void A_literal_is_the_moment_it_says(string text, string expected) => Assert.Equal(expected, ExpressionTests.Evaluate(text, Row)[0].ToString());

    [Theory]
    [InlineData("s == '2020-01-01T00:00:00Z'", "'2020-01-01T00:00:00Z' has a time zone, but the timestamp[s] column 's' has none")]
    [InlineData("day >= '2020-01-01T00:00:00+05:00'", "but the date32 column 'day' has none")]
    [InlineData("s in ('2020-01-01T00:00:00Z')", "has none")]
    [InlineData("s - '2020-01-01T00:00:00Z' > 1", "has none")]
    [InlineData("s == utc", "one has a time zone, the other has none")]
    [InlineData("s - utc > 1", "one has a time zone, the other has none")]
    [InlineData("day < utc", "one has a time zone, the other has none")]
    [InlineData("coalesce(utc, s) is null", "one has a time zone, the other has none")]
    [InlineData("day == '05/12/2020'", "write '2020-05-12' or '2020-12-05'")]
    [InlineData("s < '2020-01-01 24:00:00'", "is no moment")]
    [InlineData("s < '2016-12-31 23:59:60'", "is no moment")]
    [InlineData("s < '0000-01-01'", "is no moment")]
    [InlineData("s < '10000-01-01'", "is no moment")]
    [InlineData("coalesce(ns, '3000-01-01') is null", "'3000-01-01T00:00:00' is out of the range of timestamp[ns]")]
    [InlineData("coalesce(s, '3000-01-01', ns) is null", "'3000-01-01T00:00:00' is out of the range of timestamp[ns]")]
    public void What_cannot_be_compared_is_refused(string text, string says) =>
        Assert.Contains(says, Assert.Throws<QuestionException>(() => Binder.BindCondition(text, new Scope(Row.Schema))).Message);

    [Theory]
    [InlineData("last - first", "18446744073.709553")]
    [InlineData("ns - s", "0.123456789")]
    [InlineData("ancient - far", "-93639801600")]
    [InlineData("day - far", "-30925843200")]
    [InlineData("day - half", "-0.5")]
    [InlineData("far - ns", "30925843199.876545")] // 32503680000 - 1577836800.123456789
    [InlineData("ns - far", "-30925843199.876545")]
    [InlineData("ns - ancient", "62713958400.12346")] // 1577836800.123456789 + 707594 * 86400
    [InlineData("ns - '3000-01-01'", "-30925843199.876545")]
    [InlineData("'0032-09-03' - first", "-51912749563.145226")]
    [InlineData("far == last or far <= last", "false")]
    [InlineData("ancient < first and first > ancient", "true")]
    [InlineData("ancient == first or ancient >= first", "false")]
    [InlineData("far != last and last != far", "true")]
    [InlineData("s < last and first < s", "true")]
    [InlineData("far > ns", "true")]
    [InlineData("ancient < ns", "true")]
    [InlineData("far in ('3000-01-01')", "true")]
    [InlineData("coalesce(s, ns)", "2020-01-01T00:00:00.000000000")]
    [InlineData("coalesce(ns, far)", "2020-01-01T00:00:00.123456789")]
    [InlineData("coalesce(ns, '2020-01-01', day)", "2020-01-01T00:00:00.123456789")]
    public void Moments_of_two_units_keep_their_distance_and_order(string text, string expected) => Assert.Equal(expected, ExpressionTests.Evaluate(text, Units)[0].ToString());

    [Theory]
    [InlineData("coalesce(far, ns)", "far is 3000-01-01")]
    [InlineData("coalesce(none, far)", "far is 3000-01-01")]
    [InlineData("coalesce(ancient, ns)", "ancient is 0032-09-03")]
    [InlineData("hour(coalesce(none, ancient))", "ancient is 0032-09-03")]
    public void A_moment_that_a_unit_does_not_hold_is_an_error_of_its_row(string text, string says)
    {
        var schema = Units.Schema;
        var error = Assert.Throws<QuestionException>(() => Execution.Ask(
            new HeadQuestion(1) { Transforms = [new WithColumnTransform("y", text)] }, schema, [new PartitionTable(schema, [Units])], TestContext.Current.CancellationToken));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains("which timestamp[ns] does not hold", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, error.Row);
    }

    private static PrimitiveColumn<long> Column(TimeUnit unit, string? zone, long ticks) => ColumnFactory.Primitive<long>(DataType.Timestamp(unit, zone), [ticks]);
}
