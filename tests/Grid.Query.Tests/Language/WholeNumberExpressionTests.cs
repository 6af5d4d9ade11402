using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Whole numbers in expressions: beside doubles, with and without a sign, and at the ends of 64 bits.</summary>
public class WholeNumberExpressionTests
{
    [Theory]
    [InlineData("u + 0", "18446744073709551615")]
    [InlineData("u - 1", "18446744073709551614")]
    [InlineData("u + -1", "18446744073709551614")]
    [InlineData("u - 18446744073709551615", "0")]
    [InlineData("18446744073709551614 - u", "-1")]
    [InlineData("u - u", "0")]
    [InlineData("u * 1", "18446744073709551615")]
    [InlineData("u % 10", "5")]
    [InlineData("u % -10", "-5")]
    [InlineData("-i % u", "18446744073709551608")]
    [InlineData("u % i", "1")]
    [InlineData("u % 0", "")]
    [InlineData("u + i - i", "", true)]
    [InlineData("u + min", "9223372036854775807")]
    [InlineData("-(u - 9223372036854775807)", "-9223372036854775808")]
    [InlineData("abs(u)", "18446744073709551615")]
    [InlineData("u / 5", "3.6893488147419105E+18")]
    [InlineData("u / -i", "-2.6352491533870787E+18")]
    [InlineData("u == 18446744073709551615", "true")]
    [InlineData("u == 18446744073709551614", "false")]
    [InlineData("u == 18446744073709551616", "false")]
    [InlineData("u < 18446744073709551616.0", "true")]
    [InlineData("u < 1e300", "true")]
    [InlineData("u != -1", "true")]
    [InlineData("u > -1", "true")]
    [InlineData("u >= 18446744073709549568.5", "true")]
    [InlineData("u = 18446744073709551615.0", "false")]
    [InlineData("u in (18446744073709551614, -1, 2.5, 18446744073709551616)", "false")]
    [InlineData("u in (1, 18446744073709551615)", "true")]
    [InlineData("u > min", "true")]
    [InlineData("min < u", "true")]
    [InlineData("min == -9223372036854775809", "false")]
    [InlineData("min > -9223372036854775809", "true")]
    [InlineData("min <= 9223372036854775808", "true")]
    [InlineData("big == 9007199254740992.0", "false")]
    [InlineData("big > 9007199254740992.0", "true")]
    [InlineData("big == two53", "false")]
    [InlineData("big > two53", "true")]
    [InlineData("two53 < big", "true")]
    [InlineData("two53 == 9007199254740993", "false")]
    [InlineData("two53 < 9007199254740993", "true")]
    [InlineData("two53 != 9007199254740993", "true")]
    [InlineData("9007199254740993 >= two53", "true")]
    [InlineData("big in (9007199254740992.0, 0.5)", "false")]
    [InlineData("big in (9007199254740993, 0.5)", "true")]
    [InlineData("two53 in (9007199254740993, 1)", "false")]
    [InlineData("big between 9007199254740992.5 and 9007199254740994", "true")]
    [InlineData("i > 6.5 and i < 7.5 and i != 7.5", "true")]
    [InlineData("i == 7.0", "true")]
    [InlineData("i == 7.5", "false")]
    [InlineData("n == 7.5", "")]
    [InlineData("n != 7.5", "")]
    [InlineData("n < 1e300", "")]
    [InlineData("nan != 9007199254740993", "true")]
    [InlineData("nan < i or nan >= i or nan == i", "false")]
    [InlineData("nan != i", "true")]
    [InlineData("b == 1", "true")]
    [InlineData("b < 1.5", "true")]
    [InlineData("b in (1.0, 3)", "true")]
    [InlineData("big * 1000", "9007199254740993000")]
    [InlineData("i == 8 and min - 1 > 0", "false")]
    [InlineData("min - 1 > 0 or i == 7", "true")]
    [InlineData("coalesce(i, min - 1)", "7")]
    [InlineData("coalesce(n, u)", "18446744073709551615")]
    [InlineData("coalesce(u, -1)", "", true)]
    [InlineData("coalesce(two53, big)", "9007199254740992")]
    public void A_whole_number_stays_what_it_is(string text, string value, bool fails = false) =>
        Assert.Equal(fails ? ExpressionTests.Failed : value, ExpressionTests.Evaluate(text, ExpressionTests.Row)[0].ToString());

    [Theory]
    [InlineData("min - 1", "row 1: min - 1 is -9223372036854775808 - 1 = -9223372036854775809, which int64 does not hold")]
    [InlineData("-min", "row 1: -min is 9223372036854775808, which int64 does not hold")]
    [InlineData("abs(min) > 0", "row 1: abs(min) is 9223372036854775808, which int64 does not hold")]
    [InlineData("min * -1", "= 9223372036854775808, which int64")]
    [InlineData("big * big", "big * big is 9007199254740993 * 9007199254740993 = 81129638414606699710187514626049, which int64")]
    [InlineData("big * 1000 + big * 1000", "(big * 1000) + (big * 1000) is 9007199254740993000 + 9007199254740993000 =")]
    [InlineData("u + 1", "u + 1 is 18446744073709551615 + 1 = 18446744073709551616, which uint64")]
    [InlineData("u * u", "= 340282366920938463426481119284349108225, which uint64")]
    [InlineData("u - i", "u - i is 18446744073709551615 - 7 = 18446744073709551608, which int64")]
    [InlineData("i - u", "i - u is 7 - 18446744073709551615 = -18446744073709551608, which int64")]
    [InlineData("-u", "-u is -18446744073709551615, which int64")]
    [InlineData("u * -1", "u * -1 is 18446744073709551615 * (-1) = -18446744073709551615, which int64")]
    [InlineData("length(t) * big * big", "which int64")]
    [InlineData("min - 1 is null", "min - 1 is")]
    [InlineData("not min - 1 > 0", "min - 1 is")]
    [InlineData("(min - 1 > 0) and i == 7", "min - 1 is")]
    [InlineData("coalesce(n, min - 1, 0)", "min - 1 is")]
    [InlineData("(min - 1) in (1, 2)", "min - 1 is")]
    [InlineData("(min - 1) / 2", "min - 1 is")]
    [InlineData("1.5 + (min - 1)", "min - 1 is")]
    [InlineData("coalesce(x, big)", "")]
    [InlineData("coalesce(big, x)", "big is 9007199254740993, of which no float64 keeps the digits")]
    [InlineData("coalesce(min, u)", "min is -9223372036854775808, which uint64 does not hold")]
    public void A_whole_number_that_has_no_room_is_an_error_of_its_row(string text, string message)
    {
        if (message.Length == 0)
        {
            Assert.Equal("2.5", ExpressionTests.Evaluate(text, Row)[0].ToString());
            return;
        }
        var schema = new Schema(Row.Schema.Fields.Select(f => new Field(f.Name, f.Type.Logical)));
        var error = Assert.Throws<QuestionException>(() => Execution.Ask(
            new HeadQuestion(1) { Transforms = [new WithColumnTransform("y", text)] }, schema, [new PartitionTable(schema, [Row])], TestContext.Current.CancellationToken));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, error.Row);
    }

    [Theory]
    [InlineData("u = 18446744073709551617", "18446744073709551617 has more digits than a number holds; in quotes, '18446744073709551617', it is a text")]
    [InlineData("coalesce(x, 9007199254740993)", "9007199254740993 is no float64")]
    [InlineData("coalesce(n, -1, u)", "-1 is no uint64")]
    public void A_literal_that_would_be_another_number_is_refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<QuestionException>(() => ExpressionTests.Evaluate(text, Row)).Message, StringComparison.Ordinal);

    private static RecordBatch Row => ExpressionTests.Row;
}
