using System.Numerics;
using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Aggregates of two values, under conditions, and computed of others.</summary>
public class AggregateFormulaTests
{
    private static readonly Scope s_columns = new(new Schema(
    [
        new Field("x", DataType.Float64), new Field("n", DataType.Int64), new Field("flag", DataType.Utf8), new Field("at", DataType.Timestamp(TimeUnit.Second)), new Field("b", DataType.Bool),
    ]));

    [Fact]
    public void Figures_of_pairs_and_conditions_equal_exact_fractions() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, [DataType.Int64, DataType.Float64, DataType.Int64, DataType.Float64], wild: false);
        string[] aggregates = ["var(c1)", "cov(c1, c2)", "corr(c1, c3)", "any(c1 > 50000)", "all(c1 > 0)", "sum(c2 where c3 > 10)", "count(where c3 > 10)", "cov(c1, c3 where c2 > 0)"];
        var answer = table.Ask<GroupByAnswer>(new GroupByQuestion(["c0 % 3"], aggregates), seed);
        var all = table.Ask<AggregateAnswer>(new AggregateQuestion(aggregates), seed);
        var groups = Enumerable.Range(0, table.Rows).Where(r => !table.Columns[0][r].IsNull).GroupBy(r => ((table.Columns[0][r].AsInt64 % 3) + 3) % 3).OrderBy(g => g.Key).ToList();
        Assert.Equal(groups.Select(g => g.Key), answer.Groups.Select(g => g.Keys[0].AsInt64));
        foreach (var (rows, values) in groups.Select(g => g.ToList()).Zip(answer.Groups.Select(g => g.Values)).Append((Enumerable.Range(0, table.Rows).ToList(), all.Values)))
        {
            Scalar At(int c, int r) => table.Columns[c][r];
            bool Above(int c, int r, double least) => !At(c, r).IsNull && At(c, r).AsDouble > least;
            var known = rows.Where(r => !At(1, r).IsNull).ToList();
            AssertNear(known.Count < 2 ? null : Math.Pow(Reference.Deviation(known.Select(r => At(1, r)))!.Value, 2), values[0], known.Count == 0 ? 0 : known.Max(r => 1e4 * At(1, r).AsDouble * At(1, r).AsDouble));
            AssertNear(Covariance(table, 1, 2, rows), values[1], 1e16);
            AssertNear(Correlation(table, 1, 3, rows), values[2]);
            Assert.Equal(Scalar.Bool(known.Any(r => Above(1, r, 50000))), values[3]);
            Assert.Equal(Scalar.Bool(known.All(r => Above(1, r, 0))), values[4]);
            Assert.Equal(rows.Where(r => Above(3, r, 10) && !At(2, r).IsNull).Aggregate((Int128)0, (a, r) => a + At(2, r).AsInt64), values[5].AsWhole);
            Assert.Equal(rows.Count(r => Above(3, r, 10)), values[6].AsInt64);
            AssertNear(Covariance(table, 1, 3, [.. rows.Where(r => Above(2, r, 0))]), values[7], 1e12);
        }
    });

    [Fact]
    public void Any_order_and_grouping_of_partitions_gives_the_same_bits() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, [DataType.Int64, DataType.Float64, DataType.Float64]);
        var question = new GroupByQuestion(["c0"], ["cov(c1, c2)", "corr(c1, c2) ^ 2 as r2", "var(c1 where c2 > 0)", "max(c1) - min(c2)"]) { Having = "count() > 1", Order = ["r2 desc"] };
        string inOrder = Bits.Of(table.Ask<GroupByAnswer>(question));
        for (int order = 1; order <= 3; order++)
            Assert.Equal(inOrder, Bits.Of(table.Ask<GroupByAnswer>(question, seed + order)));
    }, runs: 40);

    [Fact]
    public void A_figure_is_computed_of_aggregates_and_has_a_name() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, [DataType.Bool, DataType.Int64, DataType.Float64, DataType.Timestamp(TimeUnit.Second)], wild: false);
        var answer = table.Ask<GroupByAnswer>(new GroupByQuestion(["c0"],
            ["max(c1) - min(c1) as range", "max(c1)", "min(c1)", "round(mean(c2), 1)", "mean(c2)", "if(count(c2) > 5, sum(c2), null) as `some sum`", "sum(c2)", "count(c2)", "max(c3) - min(c3)", "max(c3)", "min(c3)"]), seed);
        Assert.Equal(["range", "max(c1)", "min(c1)", "round(mean(c2), 1)", "mean(c2)", "some sum", "sum(c2)", "count(c2)", "max(c3) - min(c3)", "max(c3)", "min(c3)"], answer.Aggregates);
        foreach (var group in answer.Groups)
        {
            var v = group.Values;
            Assert.Equal(v[1].IsNull ? Scalar.Null : Scalar.Int64(v[1].AsInt64 - v[2].AsInt64), v[0]);
            Assert.Equal(v[4].IsNull ? Scalar.Null : Scalar.Float64(Math.Round(v[4].AsDouble * 10) / 10), v[3]);
            Assert.Equal(v[7].AsInt64 > 5 ? v[6] : Scalar.Null, v[5]);
            Assert.Equal(v[9].IsNull ? Scalar.Null : Scalar.Float64(v[9].AsInt64 - v[10].AsInt64), v[8]);
        }
    });

    [Fact]
    public void Groups_are_kept_by_a_condition_and_sorted_where_they_are() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, [DataType.Utf8, DataType.Float64]);
        var all = table.Ask<GroupByAnswer>(new GroupByQuestion(["c0"], ["count() as n", "min(c1)"])).Groups;
        var some = table.Ask<GroupByAnswer>(new GroupByQuestion(["c0"], ["count() as n", "min(c1)"]) { Having = "n > 1 and length(c0) < 3", Order = ["min(c1) desc", "n * 2", "c0 desc"], Limit = 5 }, seed);
        var expected = all.Where(g => g.Values[0].AsInt64 > 1 && g.Keys[0].AsText!.Length < 3)
            .OrderBy(g => g.Values[1].IsNull).ThenByDescending(g => g.Values[1].IsNull ? 0 : g.Values[1].AsDouble).ThenBy(g => g.Values[0].AsInt64)
            .ThenByDescending(g => g.Keys[0], Comparer<Scalar>.Create(Reference.Compare)).Take(5);
        Assert.Equal(expected.Select(g => Bits.Of(g)), some.Groups.Select(g => Bits.Of(g)));
    });

    [Fact]
    public void Nothing_comes_of_no_rows()
    {
        var schema = new Schema([new Field("x", DataType.Float64)]);
        var answer = (AggregateAnswer)Execution.Ask(new AggregateQuestion(["any(x > 1)", "all(x > 1)", "var(x)", "cov(x, x)", "corr(x, x)", "max(x) - min(x)", "count() + 1"]), schema, []);
        Assert.Equal(["false", "true", "", "", "", "", "1"], answer.Values.Select(v => v.ToString()));
    }

    [Fact]
    public void A_correlation_far_from_zero_keeps_its_digits()
    {
        var batch = RecordBatch.From(
            ("x", ColumnFactory.Float64([.. Enumerable.Range(0, 1000).Select(i => (double?)(1e9 + i % 7 / 8.0))])),
            ("y", ColumnFactory.Float64([.. Enumerable.Range(0, 1000).Select(i => (double?)(-1e10 + i % 11 / 8.0))])));
        var answer = (AggregateAnswer)Execution.Ask(new AggregateQuestion(["corr(x, y)", "corr(x, x)", "cov(x, y)"]), batch.Schema, [new PartitionTable(batch.Schema, [batch])]);
        double[] x = [.. Enumerable.Range(0, 1000).Select(i => i % 7 / 8.0)], y = [.. Enumerable.Range(0, 1000).Select(i => i % 11 / 8.0)];
        double mx = x.Average(), my = y.Average();
        double xy = x.Zip(y).Sum(p => (p.First - mx) * (p.Second - my)), xx = x.Sum(v => (v - mx) * (v - mx)), yy = y.Sum(v => (v - my) * (v - my));
        Assert.Equal(xy / Math.Sqrt(xx * yy), answer.Values[0].AsDouble, 1e-12);
        Assert.Equal(1, answer.Values[1].AsDouble);
        Assert.Equal(xy / 999, answer.Values[2].AsDouble, 1e-12);
    }

    [Theory]
    [InlineData("max(x) - n", "'n' has a value a row, and here is one a group: write max(n)")]
    [InlineData("max(x) - oops", "unknown column 'oops'")]
    [InlineData("x + 1", "expected an aggregate such as sum(trip_distance)")]
    [InlineData("1 + 1", "expected an aggregate such as sum(trip_distance)")]
    [InlineData("max(max(x))", "max() is an aggregate and cannot stand inside an expression")]
    [InlineData("max(x) + max(flag)", "expected a number")]
    [InlineData("max(x) as", "expected a name, found the end")]
    [InlineData("max(x) as a b", "expected the end, found 'b'")]
    [InlineData("max(x) a", "expected an operator, 'as' and a name, or the end, found 'a'")]
    [InlineData("corr(x)", "corr() takes two columns or expressions, corr(x, y)")]
    [InlineData("corr(x, n, b)", "corr() takes two arguments")]
    [InlineData("corr(x, flag)", "no corr of values of type utf8")]
    [InlineData("cov(at, x)", "no cov of values of type timestamp[s]")]
    [InlineData("var(at)", "no var of values of type timestamp[s]")]
    [InlineData("any(x)", "any() takes a condition such as any(x > 0), not the float64 column 'x'")]
    [InlineData("sum(x where n)", "expected a condition, found a value of type int64")]
    [InlineData("sum(abs(x where b))", "where stands in aggregates alone")]
    [InlineData("sum(*)", "sum() needs a column or an expression")]
    [InlineData("sum(x) filter (where b)", "here it is written sum(x where y > 0)")]
    [InlineData("covar_samp(x, n)", "here it is written cov(x, y)")]
    public void What_does_not_go_is_refused(string aggregate, string says)
    {
        string message = Assert.Throws<QuestionException>(() => new AggregatePlan(s_columns, [], [aggregate])).Message;
        Assert.Contains(says, message);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("count(", null, "expected a value")]
    [InlineData("n > 1", null, "'n' has a value a row")]
    [InlineData("count()", null, "expected a condition on groups, such as count() > 10, found a value of type int64")]
    [InlineData(null, "oops desc", "unknown column 'oops'")]
    [InlineData(null, "x", "'x' has a value a row")]
    [InlineData(null, "count(", "expected a value")]
    public void Groups_are_neither_kept_nor_sorted_by_what_is_not_theirs(string? having, string? order, string says) => Assert.Contains(says, Assert.Throws<QuestionException>(() => Execution.Start(
        new GroupByQuestion(["flag"], ["sum(x)"]) { Having = having, Order = order is null ? [] : [order] }, new Schema([new Field("x", DataType.Float64), new Field("n", DataType.Int64), new Field("flag", DataType.Utf8)]))).Message);

    [Fact]
    public void Two_columns_of_one_name_are_refused() => Assert.Contains("there is a column 'a' already",
        Assert.Throws<QuestionException>(() => new AggregatePlan(s_columns, [], ["max(x) as a", "min(x) as a"])).Message);

    [Fact]
    public void A_column_may_be_called_where_or_as()
    {
        var batch = RecordBatch.From(("where", ColumnFactory.Int64(1, 2)), ("as", ColumnFactory.Int64(3, null)), ("a b", ColumnFactory.Int64(5, 6)));
        var answer = (AggregateAnswer)Execution.Ask(new AggregateQuestion(["sum(where)", "sum(where + 1)", "sum(as)", "sum(a b)", "sum(where where where > 1)", "count(where as is null)", "sum(as) as as"]), batch.Schema, [new PartitionTable(batch.Schema, [batch])]);
        Assert.Equal(["3", "5", "3", "11", "2", "1", "3"], answer.Values.Select(v => v.ToString()));
    }

    // As decimals, of which no digit is given up: three times 2^63 - 1.
    [Theory]
    [InlineData("round(sum(m))", "27670116110564327421", "1")]
    [InlineData("round(sum(m), 2)", "27670116110564327421", "1")]
    [InlineData("round(sum(m), -1)", "27670116110564327420", "0")]
    [InlineData("Round(sum(-m), -2)", "-27670116110564327400", "0")]
    [InlineData("round(sum(m) + 0 * count(), -1)", null, null)]
    public void Sums_beyond_64_bits_are_rounded_by_their_digits(string aggregate, string? b, string? a)
    {
        var batch = RecordBatch.From(("k", ColumnFactory.Utf8("a", "b", "b", "b")), ("m", ColumnFactory.Int64(1, long.MaxValue, long.MaxValue, long.MaxValue)));
        Answer Ask(Question question) => Execution.Ask(question, batch.Schema, [new PartitionTable(batch.Schema, [batch])]);
        var question = new GroupByQuestion(["k"], [$"{aggregate} as r"]) { Order = ["r desc"] };
        if (b is null)
        {
            Assert.Contains("more than 64 bits", Assert.Throws<QuestionException>(() => Ask(question)).Message, StringComparison.Ordinal);
            return;
        }
        var groups = ((GroupByAnswer)Ask(question)).Groups.Select(g => (Key: g.Keys[0].ToString(), Value: g.Values[0].ToString()));
        Assert.Equal(b.StartsWith('-') ? [("a", a!), ("b", b)] : [("b", b), ("a", a!)], groups);
        // Of all rows, of which there is one group: the others are left out.
        Assert.Equal(b, ((AggregateAnswer)Ask(new AggregateQuestion([aggregate.Replace("m)", "m where k == 'b')", StringComparison.Ordinal)]))).Values[0].ToString());
    }

    [Fact]
    public void A_result_without_room_names_its_group()
    {
        var batch = RecordBatch.From(("k", ColumnFactory.Utf8("a", "b", "b")), ("n", ColumnFactory.Int64(1, long.MaxValue, -2)), ("m", ColumnFactory.Int64(1, long.MaxValue, long.MaxValue)));
        string Fault(string aggregate) => Assert.Throws<QuestionException>(() => Execution.Ask(new GroupByQuestion(["k"], [aggregate]), batch.Schema, [new PartitionTable(batch.Schema, [batch])])).Message;
        Assert.StartsWith("the group of k b: max(n) - min(n) is 9223372036854775807 - (-2)", Fault("max(n) - min(n)"));
        Assert.Contains("sum(-m) is -18446744073709551614, and all groups together need more than 64 bits", Fault("sum(-m) + 1"));
        Assert.Contains("to compute with it, sum in float64: sum(1.0 * …).", Fault("sum(-m) + 1"));
        var wide = RecordBatch.From(("u", ColumnFactory.Primitive<ulong>(DataType.UInt64, [ulong.MaxValue, 1])), ("my n", ColumnFactory.Int64(long.MinValue, -1)));
        string Whole(Question question) => Assert.Throws<QuestionException>(() => Execution.Ask(question, wide.Schema, [new PartitionTable(wide.Schema, [wide])])).Message;
        Assert.Equal("sum(u) is 18446744073709551616, which needs more than 64 bits; to compute with it, sum in float64: sum(1.0 * u).", Whole(new AggregateQuestion(["sum(u) / 2"])));
        Assert.EndsWith("which needs more than 64 bits; to compute with it, sum in float64: sum(1.0 * `my n`).", Whole(new AggregateQuestion(["sum(`my n`) + 1"])));
        // Sums that need no more are computed with, and all are shown and sorted by.
        var ask = (GroupByAnswer)Execution.Ask(new GroupByQuestion(["k"], ["sum(m) - 1", "sum(-m)"]) { Order = ["sum(-m)"] }, batch.Schema, [new PartitionTable(batch.Schema, [batch])]);
        Assert.Equal([["18446744073709551613", "-18446744073709551614"], ["0", "-1"]], ask.Groups.Select(g => g.Values.Select(v => v.ToString())));
    }

    private static double? Covariance(RandomTable table, int x, int y, List<int> rows)
    {
        var (n, xy, _, _) = Spread(table, x, y, rows);
        return n < 2 ? null : Reference.Divide(xy, (n * (n - 1)) << 2148);
    }

    private static double? Correlation(RandomTable table, int x, int y, List<int> rows)
    {
        var (n, xy, xx, yy) = Spread(table, x, y, rows);
        return n < 2 ? null : xx.IsZero || yy.IsZero ? double.NaN : Reference.Divide(xy, BigInteger.One << 2148) / Math.Sqrt(Reference.Divide(xx, BigInteger.One << 2148)) / Math.Sqrt(Reference.Divide(yy, BigInteger.One << 2148));
    }

    private static (BigInteger N, BigInteger XY, BigInteger XX, BigInteger YY) Spread(RandomTable table, int x, int y, List<int> rows)
    {
        BigInteger n = 0, sx = 0, sy = 0, xy = 0, xx = 0, yy = 0;
        foreach (int r in rows)
        {
            if (table.Columns[x][r].IsNull || table.Columns[y][r].IsNull)
                continue;
            BigInteger a = Reference.Exact(table.Columns[x][r]), b = Reference.Exact(table.Columns[y][r]);
            (n, sx, sy, xy, xx, yy) = (n + 1, sx + a, sy + b, xy + a * b, xx + a * a, yy + b * b);
        }
        return (n, n * xy - sx * sy, n * xx - sx * sx, n * yy - sy * sy);
    }

    private static void AssertNear(double? expected, Scalar got, double size = 1) => Assert.True(
        expected is null ? got.IsNull : Reference.Near(expected.Value, got.AsDouble, 1e-10) || Math.Abs(expected.Value - got.AsDouble) < 1e-16 * size, $"{got}, expected {expected:R}");
}
