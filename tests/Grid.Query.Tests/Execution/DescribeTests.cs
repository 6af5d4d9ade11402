using Grid.Columns;

namespace Grid.Query.Tests;

public class DescribeTests
{
    private static readonly double[] Shares = [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1];

    [Fact]
    public void Describe_of_random_tables_equals_the_whole_sorted_at_once() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, RandomColumn.Types);
        var answer = table.Ask<DescribeAnswer>(new DescribeQuestion(Percentiles: Shares), seed);
        Assert.Equal(table.Rows, answer.Rows);
        for (int c = 0; c < RandomColumn.Types.Length; c++)
            AssertSummary(RandomColumn.Types[c], table.Known(c), table.Rows, answer.Columns[c]);
    });

    [Fact]
    public void Describe_over_a_filter_equals_the_kept_rows_sorted_at_once() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, RandomColumn.Types);
        var question = new DescribeQuestion(Percentiles: Shares) { Transforms = [new WhereTransform("c3 >= 1 and (c0 or c1 != 3)")] };
        bool Keep(int row)
        {
            Scalar number = table.Columns[3][row], truth = table.Columns[0][row], whole = table.Columns[1][row];
            return !number.IsNull && number.AsDouble >= 1 && ((!truth.IsNull && truth.AsInt64 != 0) || (!whole.IsNull && whole.AsInt64 != 3));
        }
        var answer = table.Ask<DescribeAnswer>(question, seed);
        int kept = Enumerable.Range(0, table.Rows).Count(Keep);
        Assert.Equal(kept, answer.Rows);
        for (int c = 0; c < RandomColumn.Types.Length; c++)
            AssertSummary(RandomColumn.Types[c], table.Known(c, Keep), kept, answer.Columns[c]);
    });

    [Fact]
    public void Any_order_and_grouping_of_partitions_gives_the_same_bits() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, RandomColumn.Types);
        var question = new DescribeQuestion(Percentiles: Shares);
        string inOrder = Bits.Of(table.Ask<DescribeAnswer>(question));
        for (int order = 1; order <= 3; order++)
            Assert.Equal(inOrder, Bits.Of(table.Ask<DescribeAnswer>(question, seed + order)));
    }, runs: 40);

    [Fact]
    public void Median_of_sorted_shards_is_exact()
    {
        var schema = new Schema([new Field("x", DataType.Int64)]);
        var shards = Enumerable.Range(0, 4).Select(s => Table(schema, ColumnFactory.Int64([.. Enumerable.Range(1 + 25 * s, 25).Select(i => (long?)i)]))).ToList();
        var summary = Ask(schema, shards, 0.5).Columns[0];
        Assert.Equal(Scalar.Float64(50.5), summary.Percentiles[0].Value);
        Assert.Equal(Scalar.Float64(50.5), summary.Mean);
        Assert.Equal(29.011491975882016, summary.Std);
    }

    [Fact]
    public void Percentiles_of_many_distinct_numbers_narrow_down_to_the_exact_ones()
    {
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, 150_000).Select(_ => Math.Exp(random.NextDouble() * 40 - 20))];
        var schema = new Schema([new Field("x", DataType.Float64)]);
        var shards = values.Chunk(40_000).Select(c => Table(schema, ColumnFactory.Primitive<double>(DataType.Float64, c))).ToList();
        var run = Execution.Start(new DescribeQuestion(Percentiles: Shares), schema);
        int scans = 0;
        for (; run.NextScan is { } scan; scans++)
            run.Accept(shards.Select(s => scan.Compute(s, TestContext.Current.CancellationToken)).Aggregate((a, b) => a.Merge(b)));
        var summary = ((DescribeAnswer)run.Finish()).Columns[0];
        Assert.Equal(
            Shares.Select(s => Reference.Percentile(DataType.Float64, values.Select(Scalar.Float64), s)),
            summary.Percentiles.Select(p => p.Value));
        Assert.InRange(scans, 2, 3);
    }

    [Fact]
    public void Heavy_duplicates_infinities_and_NaN_leave_percentiles_right()
    {
        double?[] values = [.. Enumerable.Repeat<double?>(5, 900), .. Enumerable.Repeat<double?>(double.PositiveInfinity, 60),
            .. Enumerable.Repeat<double?>(double.NegativeInfinity, 60), double.NaN, double.NaN, null];
        var schema = new Schema([new Field("x", DataType.Float64)]);
        var summary = Ask(schema, [Table(schema, ColumnFactory.Float64(values))], 0.01, 0.5, 0.99).Columns[0];
        Assert.Equal([double.NegativeInfinity, 5, double.PositiveInfinity], summary.Percentiles.Select(p => p.Value.AsDouble));
        Assert.Equal((1020, 1, 2), (summary.Count, summary.Nulls, summary.NaNs));
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (summary.Min.AsDouble, summary.Max.AsDouble));
        Assert.True(double.IsNaN(summary.Mean.AsDouble));
        Assert.True(double.IsNaN(summary.Std!.Value));
    }

    [Fact]
    public void Extremes_of_int64_are_not_rounded()
    {
        var schema = new Schema([new Field("x", DataType.Int64)]);
        var summary = Ask(schema, [Table(schema, ColumnFactory.Int64(long.MinValue, long.MaxValue, long.MaxValue - 1))], 0, 0.5, 1).Columns[0];
        Assert.Equal([Scalar.Float64(long.MinValue), Scalar.Int64(long.MaxValue - 1), Scalar.Int64(long.MaxValue)], summary.Percentiles.Select(p => p.Value));
        Assert.Equal(Scalar.Int64(long.MinValue), summary.Min);
        Assert.Equal(Scalar.Int64(long.MaxValue), summary.Max);
    }

    [Fact]
    public void Moments_of_time_are_moments()
    {
        var type = DataType.Timestamp(TimeUnit.Second);
        var schema = new Schema([new Field("t", type), new Field("d", DataType.Date32)]);
        var batch = RecordBatch.From(("t", ColumnFactory.Primitive<long>(type, [0, 1])), ("d", ColumnFactory.Primitive<int>(DataType.Date32, [10, 13])));
        var answer = Ask(schema, [new PartitionTable(schema, [batch])], 0.5, 1);
        Assert.Equal("1970-01-01T00:00:00.500", answer.Columns[0].Mean.ToString());
        Assert.Equal("1970-01-01T00:00:00.500", answer.Columns[0].Percentiles[0].Value.ToString());
        Assert.Equal(Scalar.Timestamp(type.Moments, 1), answer.Columns[0].Percentiles[1].Value);
        Assert.Equal("1970-01-12T12:00:00", answer.Columns[1].Mean.ToString());
        Assert.Equal(Math.Sqrt(4.5), answer.Columns[1].Std);
    }

    [Fact]
    public void Text_has_distinct_values_and_a_top_of_which_equals_go_by_value()
    {
        var schema = new Schema([new Field("x", DataType.Utf8)]);
        var summary = Ask(schema, [Table(schema, ColumnFactory.Utf8("b", "a", null)), Table(schema, ColumnFactory.Utf8("a", "b", "c"))], 0.5).Columns[0];
        Assert.Equal(new DistinctCount(3, true), summary.Distinct);
        Assert.Equal((Scalar.Text("a"), 2L), (summary.Top, summary.Frequency));
        Assert.Equal((Scalar.Text("a"), Scalar.Text("c")), (summary.Min, summary.Max));
        Assert.Empty(summary.Percentiles);
        Assert.True(summary.Mean.IsNull);
    }

    [Fact]
    public void Top_of_many_texts_is_exact()
    {
        var schema = new Schema([new Field("x", DataType.Utf8)]);
        string[] texts = [.. Enumerable.Range(0, 60_000).Select(i => $"text number {i % 50_000}")];
        var tables = texts.Chunk(20_000).Select(c => Table(schema, ColumnFactory.Utf8(c))).ToList();
        var summary = Ask(schema, tables, 0.5).Columns[0];
        Assert.Equal(new DistinctCount(50_000, true), summary.Distinct);
        Assert.Equal((Scalar.Text("text number 0"), 2L), (summary.Top, summary.Frequency));
        Assert.Equal(Scalar.Text("text number 9999"), summary.Max);
    }

    [Fact]
    public void Nothing_is_defined_of_an_empty_table()
    {
        var schema = new Schema([new Field("x", DataType.Float64), new Field("t", DataType.Utf8)]);
        var answer = (DescribeAnswer)Execution.Ask(new DescribeQuestion(), schema, []);
        Assert.Equal(0, answer.Rows);
        Assert.All(answer.Columns, c => Assert.True(c.Mean.IsNull && c.Min.IsNull && c.Max.IsNull && c.Std is null && c.Top.IsNull));
        Assert.All(answer.Columns[0].Percentiles, p => Assert.True(p.Value.IsNull));
        Assert.Equal(new DistinctCount(0, true), answer.Columns[1].Distinct);
    }

    [Fact]
    public void A_percentile_out_of_range_is_refused() => Assert.Contains("between 0 and 1",
        Assert.Throws<QuestionException>(() => Execution.Start(new DescribeQuestion(Percentiles: [50]), new Schema([]))).Message);

    private static PartitionTable Table(Schema schema, Column column) => new(schema, [RecordBatch.From((schema[0].Name, column))]);

    private static DescribeAnswer Ask(Schema schema, IReadOnlyList<PartitionTable> tables, params double[] shares) =>
        (DescribeAnswer)Execution.Ask(new DescribeQuestion(Percentiles: shares), schema, tables);

    private static void AssertSummary(DataType type, List<Scalar> known, int rows, ColumnSummary summary)
    {
        Assert.Equal((known.Count, rows - known.Count), (summary.Count, summary.Nulls + summary.NaNs));
        var ordered = known.Select(Reference.Key).ToList();
        ordered.Sort(Reference.Compare);
        Assert.Equal(ordered.Count == 0 ? Scalar.Null : ordered[0], summary.Min);
        Assert.Equal(ordered.Count == 0 ? Scalar.Null : ordered[^1], summary.Max);
        if (type.Id is TypeId.Utf8 or TypeId.Bool)
        {
            var top = known.GroupBy(v => v).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, Comparer<Scalar>.Create(Reference.Compare)).FirstOrDefault();
            Assert.Equal(new DistinctCount(known.Distinct().Count(), true), summary.Distinct);
            Assert.Equal((top?.Key ?? Scalar.Null, top?.Count()), (summary.Top, (int?)summary.Frequency));
            return;
        }
        Assert.Equal(Shares.Select(s => Bits.Of(Reference.Percentile(type, known, s))), summary.Percentiles.Select(p => Bits.Of(p.Value)));
        double unit = type is TimestampType t ? t.Moments.TicksPerSecond : 1;
        var deviation = Reference.Deviation(known) / unit;
        Assert.Equal(deviation is null, summary.Std is null);
        Assert.True(deviation is null || Reference.Near(deviation.Value, summary.Std!.Value, 1e-9), $"std {summary.Std:R}, expected {deviation:R}");
        if (known.Count == 0 || type.Id is TypeId.Timestamp or TypeId.Date32)
            Assert.Equal(known.Count == 0, summary.Mean.IsNull);
        else
            Assert.True(Reference.Near(Reference.Sum(known) / known.Count, summary.Mean.AsDouble, 1e-10) || SmallBeside(known, summary.Mean.AsDouble),
                $"mean {summary.Mean}, expected {Reference.Sum(known) / known.Count:R}");
    }

    // A mean far below the values is what rounding left of them.
    private static bool SmallBeside(List<Scalar> known, double mean) => Math.Abs(mean) < 1e-12 * known.Max(v => Math.Abs(v.AsDouble));

    [Theory]
    [InlineData(new[] { 1, 2, double.PositiveInfinity, double.PositiveInfinity }, new[] { 0.2, 0.5, 0.6, 0.7, 0.75 }, new[] { 1.6, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity })]
    [InlineData(new[] { double.NegativeInfinity, double.NegativeInfinity, 1, 2 }, new[] { 0.25, 0.5, 0.6, 0.8 }, new[] { double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, 1.4 })]
    [InlineData(new[] { double.NegativeInfinity, double.PositiveInfinity }, new[] { 0, 0.5, 1 }, new[] { double.NegativeInfinity, double.NaN, double.PositiveInfinity })]
    [InlineData(new[] { -1.7e308, 1.7e308 }, new[] { 0.25, 0.5, 0.75 }, new[] { -8.5e307, 0, 8.5e307 })]
    [InlineData(new[] { -double.MaxValue, double.MaxValue }, new[] { 0, 0.5, 1 }, new[] { -double.MaxValue, 0, double.MaxValue })]
    [InlineData(new[] { double.MaxValue, double.MaxValue, 1.7e308 }, new[] { 0.75 }, new[] { double.MaxValue })]
    public void Percentiles_next_to_infinities_and_far_out_do_not_overflow(double[] values, double[] shares, double[] expected)
    {
        var batch = RecordBatch.From(("x", ColumnFactory.Float64([.. values.Select(v => (double?)v)])));
        var answer = (DescribeAnswer)Execution.Ask(new DescribeQuestion(["x"], shares), batch.Schema, [new PartitionTable(batch.Schema, [batch])]);
        Assert.Equal(expected, answer.Columns[0].Percentiles.Select(p => Math.Round(p.Value.AsDouble, 12)));
    }
}
