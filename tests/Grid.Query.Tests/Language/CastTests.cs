using Grid.Columns;

namespace Grid.Query.Tests;

public class CastTests
{
    [Theory]
    [InlineData("cast('12' as int64)", "12")]
    [InlineData("cast(' -12 ' as int)", "-12")]
    [InlineData("cast('12.0' as int64)", "12")]
    [InlineData("cast('12.5' as int64)", ExpressionTests.Failed)]
    [InlineData("try_cast('12.5' as int64)", "")]
    [InlineData("cast('9223372036854775808' as int64)", ExpressionTests.Failed)]
    [InlineData("cast('9223372036854775808' as uint64)", "9223372036854775808")]
    [InlineData("cast(x as int64)", ExpressionTests.Failed)]
    [InlineData("cast(x * 2 as int64)", "5")]
    [InlineData("cast(nan as int64)", ExpressionTests.Failed)]
    [InlineData("try_cast(nan as int64)", "")]
    [InlineData("cast(i as float64)", "7")]
    [InlineData("cast(big as float64)", ExpressionTests.Failed)]
    [InlineData("cast(u as int64)", ExpressionTests.Failed)]
    [InlineData("cast(i as uint64)", "7")]
    [InlineData("cast(-i as uint64)", ExpressionTests.Failed)]
    [InlineData("cast('1e3' as float64)", "1000")]
    [InlineData("cast('1e999' as float64)", ExpressionTests.Failed)]
    [InlineData("cast('-inf' as float64)", "-Infinity")]
    [InlineData("cast('NaN' as float64)", "NaN")]
    [InlineData("cast('1,000' as float64)", ExpressionTests.Failed)]
    [InlineData("cast('TRUE' as bool)", "true")]
    [InlineData("cast(i as bool)", ExpressionTests.Failed)]
    [InlineData("cast(i - 6 as bool)", "true")]
    [InlineData("cast(b as int64)", "1")]
    [InlineData("cast(i as text) + cast(x as text)", "72.5")]
    [InlineData("cast(b as text)", "true")]
    [InlineData("cast(at as text)", "2017-03-25T08:55:43")]
    [InlineData("cast('2017-03-25 08:55' as timestamp)", "2017-03-25T08:55:00.000000")]
    [InlineData("cast('2017-03-25 08:55' as timestamp_s) < at", "true")]
    [InlineData("cast('2017-03-25' as date) == day", "true")]
    [InlineData("cast('05/12/2020' as date)", ExpressionTests.Failed)]
    [InlineData("cast('2017-03-25T08:55Z' as timestamp)", ExpressionTests.Failed)]
    [InlineData("cast('2017-03-25T08:55+01:00' as timestamptz)", "2017-03-25T07:55:00.000000Z")]
    [InlineData("cast(at as date)", ExpressionTests.Failed)]
    [InlineData("cast(day as timestamp_s)", "2017-03-25T00:00:00")]
    [InlineData("cast(ms as timestamp_s)", ExpressionTests.Failed)]
    [InlineData("cast(n as text)", "")]
    [InlineData("cast(null as int64)", "")]
    public void A_value_is_another_exactly_or_not_at_all(string text, string value) => Assert.Equal(value, ExpressionTests.Evaluate(text, ExpressionTests.Row)[0].ToString());

    [Theory]
    [InlineData("cast(t as int64)", "row 2: cast(t as int64): 'x1' is no int64; try_cast gives null for such values.")]
    [InlineData("cast(x as int64)", "row 2: cast(x as int64): 2.5 is no int64; try_cast gives null for such values, and round(x), floor(x) or trunc(x) goes first where a fraction is to go.")]
    [InlineData("cast(d as date)", "row 2: cast(d as date32): '05/12/2020' is two days, the month or the day being first; try_cast gives null for such values, and a column of files is read otherwise by --schema d:date --date-format dmy, or mdy.")]
    [InlineData("cast(`🚕` as date)", "is read otherwise by --schema '🚕:date' --date-format dmy, or mdy.")]
    [InlineData("cast(`it's` as date)", "is read otherwise by --schema 'it'\\''s:date' --date-format dmy, or mdy.")]
    [InlineData("cast(trim(d) as date)", "is read otherwise by --schema NAME:date --date-format dmy, or mdy.")]
    [InlineData("cast(z as timestamp)", "row 2: cast(z as timestamp[us]): '2017-03-25T08:55Z' has a time zone, and timestamp[us] has none; timestamptz has one")]
    [InlineData("substring(t, 1, 0 - x)", null)]
    [InlineData("substring(t, 1, 2 - cast(x * 2 as int64))", "row 2: substring(t, 1, 2 - cast(x * 2 as int64)) takes -3 characters")]
    [InlineData("length(t) + cast(t as int64)", "row 2: cast(t as int64): 'x1'")]
    public void What_cannot_be_had_is_named_with_its_row(string text, string? says)
    {
        var batch = RecordBatch.From(
            ("t", ColumnFactory.Utf8("12", "x1", "x2")), ("x", ColumnFactory.Float64(1, 2.5, 3)), ("d", ColumnFactory.Utf8("2017-03-25", "05/12/2020", "")),
            ("z", ColumnFactory.Utf8("2017-03-25", "2017-03-25T08:55Z", "2017")), ("🚕", ColumnFactory.Utf8("2017-03-25", "05/12/2020", "")), ("it's", ColumnFactory.Utf8("2017-03-25", "05/12/2020", "")));
        var fault = Assert.Throws<QuestionException>(() => Execution.Ask(new HeadQuestion(3, [text]), batch.Schema, [new PartitionTable(batch.Schema, [batch])]));
        Assert.Contains(says ?? "expected a whole number, found a value of type float64", fault.Message);
        // What a filter drops does no harm.
        if (says is not null)
            Execution.Ask(new HeadQuestion(3, [text]) { Transforms = [new WhereTransform("t == '12' and x < 1")] }, batch.Schema, [new PartitionTable(batch.Schema, [batch])]);
    }
}
