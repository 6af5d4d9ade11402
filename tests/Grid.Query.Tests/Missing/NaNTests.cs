using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>NaN is missing in every statistic, as in pandas, and is told apart from null where missing values are counted.</summary>
public class NaNTests
{
    private static readonly double?[] Values = [1, double.NaN, 3, null, double.NaN, 8];

    public static TheoryData<bool> Encodings => [false, true];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Describe_counts_NaN_beside_nulls_and_scans_over_both(bool coded)
    {
        var column = Ask<DescribeAnswer>(new DescribeQuestion(["x"], [0.5]), coded).Columns[0];
        Assert.Equal((3, 1, 2), (column.Count, column.Nulls, column.NaNs));
        Assert.Equal((4.0, 1.0, 8.0, 3.0), (column.Mean.AsDouble, column.Min.AsDouble, column.Max.AsDouble, column.Percentiles[0].Value.AsDouble));
        Assert.Equal(Math.Sqrt(13), column.Std!.Value, 1e-15);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Missing_counts_NaN_beside_nulls(bool coded)
    {
        Assert.Equal([new MissingColumn("x", 1, 2, 0.5)], Ask<MissingAnswer>(new MissingQuestion(["x"]), coded).Columns);
        var filtered = Ask<MissingAnswer>(new MissingQuestion(["x"]) { Transforms = [new WhereTransform("k == 0")] }, coded);
        Assert.Equal([new MissingColumn("x", 0, 2, 2 / 3.0)], filtered.Columns);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Aggregates_scan_over_NaN(bool coded)
    {
        string[] aggregates = ["count()", "count(x)", "sum(x)", "mean(x)", "min(x)", "max(x)", "nunique(x)", "approx_nunique(x)"];
        double[] all = [6, 3, 12, 4, 1, 8, 3, 3];
        Assert.Equal(all, Ask<AggregateAnswer>(new AggregateQuestion(aggregates), coded).Values.Select(v => v.AsDouble));
        var groups = Ask<GroupByAnswer>(new GroupByQuestion(["k"], aggregates), coded).Groups;
        Assert.Equal([3, 1, 1, 1, 1, 1, 1, 1], groups[0].Values.Select(v => v.AsDouble));
        Assert.Equal([3, 2, 11, 5.5, 3, 8, 2, 2], groups[1].Values.Select(v => v.AsDouble));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Deviations_of_groups_scan_over_NaN(bool coded)
    {
        var groups = Ask<GroupByAnswer>(new GroupByQuestion(["k"], ["std(x)"]), coded).Groups;
        Assert.True(groups[0].Values[0].IsNull);
        Assert.Equal(Math.Sqrt(12.5), groups[1].Values[0].AsDouble, 1e-15);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void NaN_is_no_group_and_no_counted_value(bool coded)
    {
        Assert.Equal([1, 3, 8], Ask<GroupByAnswer>(new GroupByQuestion(["x"], ["count()"]), coded).Groups.Select(g => g.Keys[0].AsDouble));
        var counts = Ask<ValueCountsAnswer>(new ValueCountsQuestion("x"), coded);
        Assert.Equal((3, 3), (counts.Total, counts.Distinct));
        Assert.Equal(3, Ask<UniqueAnswer>(new UniqueQuestion(["x"]), coded).Columns[0].Distinct.Count);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Correlations_and_histograms_scan_over_NaN(bool coded)
    {
        var r = Ask<CorrelationAnswer>(new CorrelationQuestion(["x", "y"]), coded);
        Assert.Equal((3, 1.0), (r.N[0][1], r.R[0][1]));
        var bins = Ask<HistogramAnswer>(new HistogramQuestion("x", 2), coded);
        Assert.Equal([2, 1], bins.Counts);
        Assert.Equal((1, 2, 2), (bins.Nulls, bins.NotFinite, bins.NaNs));
    }

    [Theory]
    [InlineData("is_nan(x)", 2)]
    [InlineData("not is_nan(x)", 3)]
    [InlineData("is_null(x)", 1)]
    [InlineData("x is null", 1)]
    [InlineData("is_null(nan_to_null(x))", 3)]
    [InlineData("not is_null(x) and not is_nan(x)", 3)]
    [InlineData("x == x", 3)]
    [InlineData("x != x", 2)]
    [InlineData("x != 3", 4)]
    [InlineData("not (x == 3)", 4)]
    [InlineData("x < 100", 3)]
    [InlineData("not (x < 100)", 2)]
    [InlineData("x in (1, 3)", 2)]
    [InlineData("is_nan(y)", 0)]
    [InlineData("is_nan(0 / (y - y))", 6)]
    [InlineData("is_nan(k)", 0)]
    public void Filters_see_NaN_and_comparisons_with_it_are_false(string condition, int rows)
    {
        foreach (bool coded in new[] { false, true })
        {
            var answer = Ask<AggregateAnswer>(new AggregateQuestion(["count()"]) { Transforms = [new WhereTransform(condition)] }, coded);
            Assert.Equal(rows, answer.Values[0].AsInt64);
        }
    }

    [Fact]
    public void Zero_over_zero_is_NaN_and_is_missing_and_a_number_over_zero_is_infinite()
    {
        var batch = RecordBatch.From(("a", ColumnFactory.Float64(0, 1, -1, 6)), ("b", ColumnFactory.Float64(0, 0, 0, 3)), ("k", ColumnFactory.Int64(1, 2, 2, 1)));
        var table = new PartitionTable(batch.Schema, [batch]);
        T Run<T>(Question question) where T : Answer => (T)Execution.Ask(question, batch.Schema, [table]);
        var head = Run<HeadAnswer>(new HeadQuestion { Transforms = [new WithColumnTransform("q", "a / b"), new SelectTransform(["q"])] });
        Assert.Equal([double.NaN, double.PositiveInfinity, double.NegativeInfinity, 2], head.Rows.Select(r => r[0].AsDouble));
        var groups = Run<GroupByAnswer>(new GroupByQuestion(["k"], ["mean(a / b)", "count(a / b)", "max(a / b)"])).Groups;
        Assert.Equal([2, 1, 2], groups[0].Values.Select(v => v.AsDouble));
        Assert.Equal([double.NaN, 2, double.PositiveInfinity], groups[1].Values.Select(v => v.AsDouble));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_fill_of_what_is_missing_fills_NaN_and_coalesce_does_not(bool coded)
    {
        var filled = Ask<AggregateAnswer>(new AggregateQuestion(["sum(x)", "count(x)"]) { Transforms = [new FillMissingTransform("x", "10")] }, coded);
        Assert.Equal([42, 6], filled.Values.Select(v => v.AsDouble));
        Assert.Equal([22, 4], Ask<AggregateAnswer>(new AggregateQuestion(["sum(coalesce(x, 10))", "count(coalesce(x, 10))"]), coded).Values.Select(v => v.AsDouble));
    }

    [Fact]
    public void Nothing_but_NaN_is_nothing()
    {
        var batch = RecordBatch.From(("x", ColumnFactory.Float64(double.NaN, double.NaN)));
        var table = new PartitionTable(batch.Schema, [batch]);
        var answer = (DescribeAnswer)Execution.Ask(new DescribeQuestion(["x"], [0.5]), batch.Schema, [table]);
        var column = answer.Columns[0];
        Assert.Equal((0, 2), (column.Count, column.NaNs));
        Assert.True(column.Mean.IsNull && column.Min.IsNull && column.Max.IsNull && column.Std is null && column.Percentiles[0].Value.IsNull);
        Assert.Empty(((HistogramAnswer)Execution.Ask(new HistogramQuestion("x"), batch.Schema, [table])).Edges);
    }

    private static T Ask<T>(Question question, bool coded) where T : Answer
    {
        Column x = ColumnFactory.Float64(Values);
        if (coded)
        {
            var valid = Bitmap.From([.. Values.Select(v => v is not null)]);
            var codes = new PrimitiveColumn<byte>(DataType.UInt8, new byte[] { 0, 3, 1, 4, 3, 2 }, valid);
            x = new DictionaryColumn(codes, ColumnFactory.Float64(1, 3, 8, double.NaN), false, true);
        }
        var batch = RecordBatch.From(("x", x), ("y", ColumnFactory.Float64(2, 5, 6, 7, 8, 16)), ("k", ColumnFactory.Int64(0, 0, 1, 1, 0, 1)));
        var schema = batch.Schema.Plain();
        return (T)Execution.Ask(question, schema, [new PartitionTable(schema, [batch.Slice(0, 2)]), new PartitionTable(schema, [batch.Slice(2, 4)], 2)]);
    }
}
