using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>What SQL and pandas have words and ways of their own for, and what is told in their place.</summary>
public class ForeignWordTests
{
    private static readonly Scope s_columns = new(new Schema([
        new Field("trip_distance", DataType.Float64), new Field("payment_type", DataType.Int64), new Field("flag", DataType.Utf8),
        new Field("pickup", DataType.Timestamp(TimeUnit.Second)), new Field("shared", DataType.Bool), new Field("sent", DataType.Timestamp(TimeUnit.Second, "UTC"))]));

    [Theory]
    [InlineData("list(flag)", "a group's values are not put into one; 'grid counts' lists different ones")]
    [InlineData("array_agg(flag)", "a group's values are not put into one")]
    [InlineData("explode(flag)", "columns of lists and structures are left out, flattened or, of JSON, read as text by --nested")]
    [InlineData("stddev_pop(payment_type)", "here it is written sqrt(var(x) * (count(x) - 1) / count(x))")]
    [InlineData("exists(flag)", "any(x > 0) says whether a row has it, and --join keeps the rows that another table has by 'semi'")]
    public void An_aggregate_is_told_what_is_near(string aggregate, string says) =>
        Assert.Contains(says, Assert.Throws<QuestionException>(() => new AggregatePlan(s_columns, [], [aggregate])).Message);

    [Theory]
    [InlineData("extract(year from pickup) == 2017", "extract(year from …): here it is written year(pickup)")]
    [InlineData("EXTRACT(DOW FROM pickup) == 0", "(weekday(x) + 1) % 7")]
    [InlineData("extract(epoch from pickup) == 0", "year(x), month(x), day(x) and their like")]
    [InlineData("trip_distance.between(1, 2)", "between: here it is written x between 1 and 2")]
    [InlineData("pickup > date '2020-01-01'", "a moment stands alone, '2020-01-01'")]
    [InlineData("pickup > timestamp '2020-01-01 10:00'", "a moment stands alone, '2020-01-01 10:00'")]
    [InlineData("pickup + interval '1 day' > '2020-01-01'", "none is added to a moment")]
    [InlineData("trip_distance is NaN", "'is NaN' is written is_nan(trip_distance)")]
    [InlineData("trip_distance is not nan", "'is not nan' is written not is_nan(trip_distance)")]
    [InlineData("shared is true", "'is true' is written shared, or where null is to be false coalesce(shared, false)")]
    [InlineData("shared is not true", "'is not true' is written not coalesce(shared, false)")]
    [InlineData("shared is false", "'is false' is written not shared, or where null is to be false not coalesce(shared, true)")]
    [InlineData("shared is not false", "'is not false' is written coalesce(shared, true)")]
    [InlineData("flag is distinct from 'a'", "a != b or (a is null) != (b is null)")]
    [InlineData("position('a' in flag) > 0", "contains(x, 'a') says whether a text has another in it")]
    [InlineData("substring(flag from 1 for 2) == 'a'", "arguments are parted by commas, substring(x, 1, 3)")]
    [InlineData("flag <=> 'a'", "write a = b or (a is null and b is null)")]
    [InlineData("lpad(flag, 3, '0') == '00a'", "substring(concat('000', x), -3) brings a text of up to three characters to three")]
    [InlineData("rpad(flag, 3) == 'a'", "substring(concat(x, '   '), 1, 3)")]
    [InlineData("cast(sent as date) > '2020-01-01'", "date(sent) is the day of a moment")]
    public void A_condition_is_told_what_is_near(string condition, string says)
    {
        string message = Assert.Throws<QuestionException>(() => Binder.BindCondition(condition, s_columns)).Message;
        Assert.Contains(says, message);
        Assert.DoesNotContain("?.", message);
    }

    // What the advice says is taken.
    [Theory]
    [InlineData("year(pickup) == 2017")]
    [InlineData("trip_distance between 1 and 2")]
    [InlineData("pickup > '2020-01-01 10:00'")]
    [InlineData("not is_nan(trip_distance)")]
    [InlineData("shared and not coalesce(shared, true)")]
    [InlineData("flag != 'a' or (flag is null) != ('a' is null)")]
    [InlineData("flag = 'a' or (flag is null and 'a' is null)")]
    [InlineData("substring(concat('000', flag), -3) == '00a'")]
    [InlineData("substring(concat(flag, '   '), 1, 3) == 'a  '")]
    [InlineData("date(sent) > '2020-01-01'")]
    public void What_is_told_is_an_expression(string condition) => Assert.Equal(LogicalType.Bool, Binder.BindCondition(condition, s_columns).Type);

    [Fact]
    public void What_is_told_of_aggregates_is_one() => Assert.Equal(LogicalType.Real, new AggregatePlan(s_columns, [], ["sqrt(var(payment_type) * (count(payment_type) - 1) / count(payment_type))"]).Aggregates[0].Type);
}
