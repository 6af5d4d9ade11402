namespace Grid.Query.Tests;

public class MomentExpressionTests
{
    [Theory]
    [InlineData("date(at)", "2017-03-25")]
    [InlineData("date(at) == day", "true")]
    [InlineData("date('2017-03-25') == day", "true")]
    [InlineData("trunc(at, '15 minutes')", "2017-03-25T08:45:00")]
    [InlineData("trunc(at, 'hour')", "2017-03-25T08:00:00")]
    [InlineData("trunc(cast('0001-01-05' as date), '10 years')", ExpressionTests.Failed)]
    [InlineData("trunc(cast('0001-01-05' as date), '5 months')", ExpressionTests.Failed)]
    [InlineData("trunc(cast('0001-01-01' as timestamp), '7 days')", ExpressionTests.Failed)]
    [InlineData("trunc(cast('0001-01-01' as timestamp), '400 years')", ExpressionTests.Failed)]
    [InlineData("trunc(cast('0001-03-05' as date), 'year')", "0001-01-01")]
    [InlineData("trunc(cast('0011-03-05' as date), '10 years')", "0010-01-01")]
    [InlineData("trunc(at, '1h')", "2017-03-25T08:00:00")]
    [InlineData("trunc(ms, 'second')", "2017-03-25T08:55:43.000")]
    [InlineData("trunc(at, 'ms')", "2017-03-25T08:55:43")]
    [InlineData("trunc(at, 'day')", "2017-03-25T00:00:00")]
    [InlineData("trunc(at, 'week')", "2017-03-20T00:00:00")]
    [InlineData("trunc(day, 'month')", "2017-03-01")]
    [InlineData("trunc(day, 'hour')", "2017-03-25")]
    [InlineData("trunc(at, 'quarter')", "2017-01-01T00:00:00")]
    [InlineData("trunc(day, '2 years')", "2016-01-01")]
    [InlineData("quarter(at)", "1")]
    [InlineData("week(at)", "12")]
    [InlineData("day_of_year(day)", "84")]
    public void A_moment_is_cut_down_to_its_step(string text, string value) => Assert.Equal(value, ExpressionTests.Evaluate(text, ExpressionTests.Row)[0].ToString());
}
