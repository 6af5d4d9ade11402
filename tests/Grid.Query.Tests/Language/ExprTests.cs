using Grid.Columns;
using static Grid.Query.Expr;

namespace Grid.Query.Tests;

/// <summary>Expressions that are put together in C# are those that a text is.</summary>
public class ExprTests
{
    private static readonly Scope s_columns = new(new Schema(
    [
        new Field("a", DataType.Int64), new Field("b", DataType.Float64), new Field("my col", DataType.Int64), new Field("end", DataType.Int64), new Field("in", DataType.Int64),
        new Field("t", DataType.Utf8), new Field("at", DataType.Timestamp(TimeUnit.Second)), new Field("f", DataType.Bool), new Field("a`b", DataType.Int64),
    ]));

    public static TheoryData<string, string> Pairs { get; } = new()
    {
        { Col("a") / Col("b"), "a / b" },
        { (Col("a") + 1) * Col("b"), "(a + 1) * b" },
        { Col("a") + 1 * Col("b"), "a + 1 * b" },
        { Col("a") - (Col("b") - 1), "a - (b - 1)" },
        { Col("a") - Col("b") - 1, "a - b - 1" },
        { -(Col("a") + 1), "-(a + 1)" },
        { -Col("a") + 1, "-a + 1" },
        { (-Col("b")).Pow(2), "(-b) ^ 2" },
        { -Col("b").Pow(2), "-b ^ 2" },
        { Col("b").Pow(Col("a").Pow(2)), "b ^ (a ^ 2)" },
        { Col("b").Pow(-1), "b ^ -1" },
        { Col("a") % 3 == 1 & Col("b") > 0.5 | !Col("f"), "a % 3 == 1 and b > 0.5 or not f" },
        { (Col("f") | Col("a") > 1) & Col("f"), "(f or a > 1) and f" },
        { !(Col("f") & Col("f")), "not (f and f)" },
        { (Col("a") > 1) == Col("f"), "(a > 1) == f" },
        { Col("my col") * Col("end") - Col("in"), "`my col` * `end` - `in`" },
        { Col("a`b") + 1, "`a``b` + 1" },
        { Col("t") == "it's", "t == 'it''s'" },
        { Col("t") + "!" != "x", "t + '!' != 'x'" },
        { Col("at") >= "2017-03-25", "at >= '2017-03-25'" },
        { Col("at") < new DateTime(2017, 3, 25, 8, 0, 0), "at < '2017-03-25T08:00:00'" },
        { Col("at") - Lit("2017-03-25"), "at - '2017-03-25'" },
        { Col("b") + 1e300 - 2.0, "b + 1e300 - 2.0" },
        { Col("b") * -0.5, "b * -0.5" },
        { Col("b") * double.PositiveInfinity, "b * (1 / 0)" },
        { Col("a").IsNull() | Col("b").IsNotNull(), "a is null or b is not null" },
        { (Col("a") + 1).IsIn(1, 2, 3), "a + 1 in (1, 2, 3)" },
        { Col("a").Between(1, Col("b") + 1), "a between 1 and b + 1" },
        { If(Col("f"), Col("a"), 0), "if(f, a, 0)" },
        { Coalesce(Col("b"), 0), "coalesce(b, 0)" },
        { Col("b").FillNull(0).Round(2), "round(coalesce(b, 0), 2)" },
        { Col("t").Cast("timestamp[s, UTC]"), "cast(t as 'timestamp[s, UTC]')" },
        { Col("t").Like("a%") & Col("t").Contains("b") & Col("t").StartsWith("a") & Col("t").EndsWith("c"), "t like 'a%' and contains(t, 'b') and starts_with(t, 'a') and ends_with(t, 'c')" },
        { Col("at").Truncate("15 minutes"), "trunc(at, '15 minutes')" },
        { Call("hour", Col("at")), "hour(at)" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void An_expression_is_what_its_text_is(string put, string written) => Assert.Equal(Bytes(written), Bytes(put));

    [Fact]
    public void Aggregates_have_their_arithmetic_and_names()
    {
        string[] put = [Col("b").Mean(), (Col("a").Max() - Col("a").Min()).As("range"), (Col("a").Corr(Col("b")).Pow(2)).As("r 2"), Col("b").Quantile(0.9), Count(), Col("b").Median(), Col("t").Mode(),
            Col("a").First(), Col("a").Last(), Col("a").Total(), Col("a").NUnique(), Col("b").Std(), Col("b").Var(), Col("a").CountValues()];
        string[] written = ["mean(b)", "max(a) - min(a) as range", "corr(a, b) ^ 2 as `r 2`", "quantile(b, 0.9)", "count()", "median(b)", "mode(t)",
            "first(a)", "last(a)", "sum(a)", "nunique(a)", "std(b)", "var(b)", "count(a)"];
        Assert.Equal(written, put);
        Assert.Equal(["range", "r 2"], new AggregatePlan(s_columns, [], put).Names.Where(n => n.StartsWith('r')));
        Assert.Equal(new SortOrder("b / 2", true), SortOrder.Parse((Col("b") / 2).Desc()));
    }

    private static byte[] Bytes(string text)
    {
        var graph = new ExpressionGraph();
        graph.Add(Binder.Bind(text, s_columns));
        var writer = new ByteWriter();
        graph.Write(writer);
        return writer.ToArray();
    }
}
