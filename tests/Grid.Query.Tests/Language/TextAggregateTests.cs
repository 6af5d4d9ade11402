using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Aggregates that texts have none of: refused in one line, wherever they stand.</summary>
public class TextAggregateTests
{
    private static readonly Schema s_schema = new([new Field("n", DataType.Int64), new Field("t", DataType.Utf8), new Field("at", DataType.Timestamp(TimeUnit.Second))]);

    [Theory]
    [InlineData("sum(t)", "sum")]
    [InlineData("mean(t)", "mean")]
    [InlineData("std(t)", "std")]
    [InlineData("var(t)", "var")]
    [InlineData("median(t)", "median")]
    [InlineData("quantile(t, 0.9)", "quantile")]
    [InlineData("corr(t, n)", "corr")]
    [InlineData("corr(n, t)", "corr")]
    [InlineData("cov(n, t)", "cov")]
    [InlineData("sum(t where n > 0)", "sum")]
    [InlineData("mean(trim(t))", "mean")]
    [InlineData("median(if(n > 0, t, 'x') where n > 0)", "median")]
    public void No_figure_is_made_of_texts(string aggregate, string name)
    {
        string expected = $"there is no {name} of values of type utf8; count, min, max and nunique go with any type";
        AssertRefused(expected, new AggregateQuestion([aggregate]));
        AssertRefused(expected, new GroupByQuestion(["n"], [aggregate]));
        AssertRefused(expected, new GroupByQuestion(["n"], ["count()", $"max(n) - {aggregate} as d"]));
        AssertRefused(expected, new GroupByQuestion(["n"], ["count()"]) { Having = $"{aggregate} > 0" });
        AssertRefused(expected, new GroupByQuestion(["n"], ["count()"]) { Order = [$"{aggregate} desc"] });
    }

    [Theory]
    [InlineData("any(t)", "any() takes a condition such as any(x > 0)")]
    [InlineData("all(t where n > 0)", "all() takes a condition such as all(x > 0)")]
    public void A_text_is_no_condition(string aggregate, string expected)
    {
        AssertRefused(expected, new AggregateQuestion([aggregate]));
        AssertRefused(expected, new GroupByQuestion(["n"], [aggregate]));
        AssertRefused(expected, new GroupByQuestion(["n"], ["count()"]) { Having = aggregate });
    }

    [Theory]
    [InlineData("sum(at)")]
    [InlineData("var(at)")]
    [InlineData("cov(at, n)")]
    public void Moments_have_no_sum(string aggregate) => AssertRefused("of values of type timestamp[s]", new GroupByQuestion(["t"], [aggregate]));

    [Fact]
    public void What_texts_have_is_answered()
    {
        var table = new PartitionTable(s_schema, [RecordBatch.From(
            ("n", ColumnFactory.Int64([1, 1, 2])), ("t", ColumnFactory.Utf8(["b", "a", null])), ("at", ColumnFactory.Primitive<long>(DataType.Timestamp(TimeUnit.Second), [0, 1, 2])))]);
        var answer = (GroupByAnswer)Execution.Ask(new GroupByQuestion(["n"], ["count(t)", "min(t)", "max(t where n > 1)", "nunique(t)", "mode(t)", "first(t)", "last(t)"]), s_schema, [table]);
        Assert.Equal([Scalar.Int64(2), Scalar.Text("a"), Scalar.Null, Scalar.Int64(2), Scalar.Text("a"), Scalar.Text("b"), Scalar.Text("a")], answer.Groups[0].Values);
        Assert.Equal([Scalar.Int64(0), Scalar.Null, Scalar.Null, Scalar.Int64(0), Scalar.Null, Scalar.Null, Scalar.Null], answer.Groups[1].Values);
    }

    private static void AssertRefused(string expected, Question question)
    {
        string message = Assert.Throws<QuestionException>(() => Execution.Start(question, s_schema)).Message;
        Assert.Contains(expected, message);
        Assert.DoesNotContain('\n', message);
    }
}
