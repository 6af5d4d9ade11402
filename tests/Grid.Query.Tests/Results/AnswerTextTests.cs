using Grid.Columns;

namespace Grid.Query.Tests;

public class AnswerTextTests
{
    [Fact]
    public void A_description_prints_numbers_moments_and_texts_apart()
    {
        var stamp = LogicalType.Timestamp(TimeUnit.Second);
        var answer = new DescribeAnswer(
            3,
            [
                new ColumnSummary(
                    "fare", LogicalType.Real, 3, 0, Scalar.Float64(12345.678), 2.5, Scalar.Float64(-1), Scalar.Float64(1e20),
                    [new Percentile(0.07, Scalar.Float64(0.25)), new Percentile(0.5, Scalar.Float64(7))], null, Scalar.Null, null),
                new ColumnSummary(
                    "flag", LogicalType.Text, 2, 1, Scalar.Null, null, Scalar.Null, Scalar.Null, [], new DistinctCount(2, true), Scalar.Text("N"), 1),
                new ColumnSummary(
                    "pickup", stamp, 3, 0, Scalar.Timestamp(stamp, 86_400), null, Scalar.Timestamp(stamp, 0), Scalar.Timestamp(stamp, 90_061),
                    [], null, Scalar.Null, null),
            ]);
        AssertLines(
            answer,
            "name  type     count  nulls       mean  std  min    7%  50%    max",
            "fare  float64      3      0  12,345.68  2.5   -1  0.25    7  1e+20",
            "",
            "name    type          count  nulls        mean         min                  max",
            "pickup  timestamp[s]      3      0  1970-01-02  1970-01-01  1970-01-02 01:01:01",
            "",
            "name  type  count  nulls  distinct  top  frequency",
            "flag  utf8      2      1         2  N            1",
            "3 rows");
    }

    [Fact]
    public void A_description_for_programs_has_the_same_columns_whatever_the_data_has()
    {
        var one = new ColumnSummary("a", LogicalType.Whole, 1, 0, Scalar.Float64(5), null, Scalar.Int64(5), Scalar.Int64(5), [new Percentile(0.5, Scalar.Int64(5))], null, Scalar.Null, null);
        var none = new ColumnSummary("a", LogicalType.Whole, 0, 1, Scalar.Null, null, Scalar.Null, Scalar.Null, [new Percentile(0.5, Scalar.Null)], null, Scalar.Null, null);
        var text = new ColumnSummary("a", LogicalType.Text, 1, 0, Scalar.Null, null, Scalar.Null, Scalar.Null, [], new DistinctCount(1, true), Scalar.Text("x"), 1);
        var day = new ColumnSummary("a", LogicalType.Date, 1, 0, Scalar.Date(1), null, Scalar.Date(1), Scalar.Date(1), [new Percentile(0.5, Scalar.Date(1))], null, Scalar.Null, null);
        foreach (var summaries in (ColumnSummary[][])[[one], [none], [text], [day], [one, none, text, day], []])
        {
            var table = new DescribeAnswer(1, summaries) { Shares = [0.5] }.ToTable();
            Assert.Equal(["name", "type", "count", "nulls", "nans", "mean", "std", "min", "50%", "max", "distinct", "top", "frequency"], table.Columns.Select(column => column.Name));
        }
        AssertLines(new DescribeAnswer(1, [none]) { Shares = [0.5] }, "name  type   count  nulls", "a     int64      0      1", "1 row");
    }

    [Theory]
    [InlineData(2.1e-5, "2.1e-5")]
    [InlineData(1e20, "1e+20")]
    [InlineData(-1.2345678901234568e-300, "-1.2345678901234568e-300")]
    [InlineData(0.1, "0.1")]
    [InlineData(3, "3")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(1e16, "10000000000000000")]
    public void Numbers_of_the_data_have_all_their_digits_and_the_exponents_of_figures(double value, string expected) =>
        Assert.Equal(expected, FigureText.Of(Scalar.Float64(value), isFigure: false));

    [Fact]
    public void Groups_print_keys_as_they_are_and_figures_rounded() => AssertLines(
        new GroupByAnswer(
            ["year", "vendor"], ["sum(x)"],
            [
                new Group([Scalar.Int64(2017), Scalar.Text("a b")], [Scalar.Float64(66129.30000000001)]),
                new Group([Scalar.Int64(2018), Scalar.Text("c")], [Scalar.Null]),
            ]),
        "year  vendor     sum(x)",
        "2017  a b     66,129.30",
        "2018  c               –",
        "2 groups");

    [Fact]
    public void Correlations_print_as_a_square() => AssertLines(
        new CorrelationAnswer(["a", "b"], [[1, -0.98661], [double.NaN, -0.00001]], [[3, 2], [2, 3]]),
        "   a       b",
        "a  1  -0.987",
        "b  –       0");

    [Fact]
    public void Correlations_make_a_table_of_pairs()
    {
        var table = new CorrelationAnswer(["a", "b"], [[1, 0.5], [0.5, 1]], [[3, 2], [2, 3]]).ToTable();
        Assert.Equal(["x", "y", "r", "n"], table.Columns.Select(c => c.Name));
        Assert.Equal(["a a 1 3", "a b 0.5 2", "b b 1 3"], table.Rows.Select(r => string.Join(' ', r)));
    }

    [Fact]
    public void Counts_say_how_many_values_are_not_shown() => AssertLines(
        new ValueCountsAnswer("pay", [new ValueCount(Scalar.Int64(1), 15265)], 22699, 4),
        "pay   count",
        "  1  15,265",
        "22,699 values, 4 distinct, the most frequent shown");

    [Fact]
    public void Texts_stay_in_their_line()
    {
        var answer = new HeadAnswer(["t"], [LogicalType.Text], [[Scalar.Text("a\nb\u001b[31m")], [Scalar.Text(new string('x', 70))], [Scalar.Null]]);
        AssertLines(answer, "t", "a␊b␛[31m", new string('x', 59) + "…", "–");
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(-13.0297, "-13.0297")]
    [InlineData(13.029748, "13.0297")]
    [InlineData(1234.5, "1,234.50")]
    [InlineData(12345678, "12,345,678")]
    [InlineData(0.00012345, "0.000123")]
    [InlineData(0.000012345, "1.2345e-5")]
    [InlineData(1e15, "1e+15")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Numbers_are_rounded_for_reading(double value, string expected) => Assert.Equal(expected, FigureText.Of(value));

    [Fact]
    public void A_column_of_whole_and_broken_numbers_is_float64_and_one_of_numbers_and_texts_utf8()
    {
        var groups = new GroupByAnswer(
            ["k"], ["a", "b"],
            [new Group([Scalar.Int64(1)], [Scalar.Int64(1), Scalar.Int64(1)]), new Group([Scalar.Int64(2)], [Scalar.Float64(0.5), Scalar.Text("x")])]);
        Assert.Equal([LogicalType.Whole, LogicalType.Real, LogicalType.Text], groups.ToTable().Columns.Select(c => c.Type));
    }

    private static void AssertLines(Answer answer, params string[] lines) =>
        Assert.Equal(lines, answer.ToString().TrimEnd('\n').Split('\n').Select(line => line.TrimEnd('\r')));
}
