using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Aggregates that go by rank, by frequency and by place, against the rows sorted and counted at once.</summary>
public class RankAggregateTests
{
    private static readonly DataType[] s_types =
        [DataType.Int64, DataType.Float64, DataType.Int64, DataType.Utf8, DataType.UInt64, DataType.Bool, DataType.Timestamp(TimeUnit.Second), DataType.Date32];

    [Fact]
    public void Figures_of_groups_and_of_all_rows_equal_those_of_sorted_rows() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        var table = new RandomTable(seed, s_types);
        double share = random.NextDouble();
        var aggregates = new List<string>();
        for (int c = 1; c < s_types.Length; c++)
        {
            if (s_types[c].Id != TypeId.Utf8)
                aggregates.AddRange($"median(c{c})", $"quantile(c{c}, {share.ToString("F17", System.Globalization.CultureInfo.InvariantCulture)})", $"quantile(c{c}, 1)");
            aggregates.AddRange($"mode(c{c})", $"first(c{c})", $"last(c{c})");
        }
        share = double.Parse(share.ToString("F17", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
        var answer = table.Ask<GroupByAnswer>(new GroupByQuestion(["c0"], aggregates), seed);
        var all = table.Ask<AggregateAnswer>(new AggregateQuestion(aggregates), seed);
        var groups = Enumerable.Range(0, table.Rows).Where(r => !table.Columns[0][r].IsNull).GroupBy(r => table.Columns[0][r].AsInt64).OrderBy(g => g.Key).ToList();
        Assert.Equal(groups.Select(g => g.Key), answer.Groups.Select(g => g.Keys[0].AsInt64));
        foreach (var (rows, values) in groups.Select(g => g.ToList()).Zip(answer.Groups.Select(g => g.Values)).Append((Enumerable.Range(0, table.Rows).ToList(), all.Values)))
        {
            for (int a = 0; a < aggregates.Count; a++)
            {
                int column = aggregates[a][aggregates[a].IndexOf('(') + 2] - '0';
                var known = rows.Select(r => table.Columns[column][r]).Where(v => !v.IsNull && !Reference.IsNaN(v)).ToList();
                var type = s_types[column].Id == TypeId.Bool ? DataType.Int64 : s_types[column];
                var expected = aggregates[a].Split('(')[0] switch
                {
                    "median" => Reference.Percentile(type, known.Select(Numeric), 0.5),
                    "quantile" => Reference.Percentile(type, known.Select(Numeric), aggregates[a].EndsWith(", 1)", StringComparison.Ordinal) ? 1 : share),
                    "first" => known.Count == 0 ? Scalar.Null : Reference.Key(known[0]),
                    "last" => known.Count == 0 ? Scalar.Null : Reference.Key(known[^1]),
                    _ => known.Select(Reference.Key).GroupBy(v => v).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, Comparer<Scalar>.Create(Reference.Compare)).FirstOrDefault()?.Key ?? Scalar.Null,
                };
                Assert.True(Bits.Of(expected) == Bits.Of(values[a]), $"{aggregates[a]} of {known.Count} values is {values[a]}, expected {expected}");
            }
        }
    });

    [Fact]
    public void Any_order_and_grouping_of_partitions_gives_the_same_bits() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, [DataType.Utf8, DataType.Float64, DataType.Utf8, DataType.Timestamp(TimeUnit.Microsecond)]);
        string[] aggregates = ["median(c1)", "quantile(c1, 0.3 where c1 > 0)", "mode(c2)", "mode(c1)", "first(c2)", "last(c3)", "quantile(c3, 0.75) - quantile(c3, 0.25) as iqr"];
        string groups = Bits.Of(table.Ask<GroupByAnswer>(new GroupByQuestion(["c0"], aggregates))), rows = Bits.Of(table.Ask<AggregateAnswer>(new AggregateQuestion(aggregates)));
        for (int order = 1; order <= 3; order++)
        {
            Assert.Equal(groups, Bits.Of(table.Ask<GroupByAnswer>(new GroupByQuestion(["c0"], aggregates), seed + order)));
            Assert.Equal(rows, Bits.Of(table.Ask<AggregateAnswer>(new AggregateQuestion(aggregates), seed + order)));
        }
    }, runs: 40);

    [Fact]
    public void Medians_of_groups_that_do_not_go_into_one_message_come_in_slices()
    {
        const int Rows = 4_000_000, Groups = 1000;
        var schema = new Schema([new Field("k", DataType.Int64), new Field("x", DataType.Float64)]);
        var tables = Enumerable.Range(0, 2).Select(p => new PartitionTable(schema,
        [
            RecordBatch.From(
                ("k", ColumnFactory.Primitive<long>(DataType.Int64, [.. Enumerable.Range(0, Rows / 2).Select(i => (long)(i % Groups))])),
                ("x", ColumnFactory.Primitive<double>(DataType.Float64, [.. Enumerable.Range(0, Rows / 2).Select(i => (double)((long)(i + p * (Rows / 2)) * 7919 % Rows))]))),
        ], p * (Rows / 2))).ToList();
        var run = Execution.Start(new GroupByQuestion(["k"], ["median(x)"]), schema, statesTravel: true);
        int scans = 0;
        for (; run.NextScan is { } scan; scans++)
        {
            var merged = AggregateState.Merge([.. tables.Select(t => scan.Compute(t, default))], Workers.None);
            Assert.True(merged.Encode().Length < 64 << 20);
            run.Accept(merged);
        }
        Assert.True(scans > 2, $"{scans} scans");
        var answer = (GroupByAnswer)run.Finish();
        foreach (int group in new[] { 0, 1, 500, 999 })
        {
            var values = Enumerable.Range(0, 2).SelectMany(p => Enumerable.Range(0, Rows / 2 / Groups).Select(i => (double)((long)(i * Groups + group + p * (Rows / 2)) * 7919 % Rows))).Order().ToList();
            Assert.Equal((values[values.Count / 2 - 1] + values[values.Count / 2]) / 2, answer.Groups[group].Values[0].AsDouble);
        }
    }

    [Fact]
    public void One_group_of_more_values_than_go_anywhere_is_refused_with_the_figures()
    {
        var runs = new GroupRuns([KeyRuns.Of([.. Enumerable.Range(0, 400_000).Select(i => (ulong)i)])]);
        var values = new GroupValues { Counts = [400_000], Runs = runs };
        var keys = new GroupKeys([new GroupKeyColumn([1UL])]);
        // As much as two slices would hold still goes.
        GroupState.Of(0, 2 << 20, keys, [400_000], [values]);
        long limit = GroupLimits.MostOfOne(2 << 20);
        var many = new GroupRuns([KeyRuns.Of([.. Enumerable.Range(0, (int)(limit / 10) + 1000).Select(i => (ulong)i)])]);
        string message = Assert.Throws<QuestionException>(() => GroupState.Of(0, 2 << 20, keys, [1], [new GroupValues { Counts = [1], Runs = many }])).Message;
        Assert.Contains("all values of one group take 96 MiB, and a state of groups ends at 96 MiB; 'grid describe --percentiles'", message);
    }

    [Fact]
    public void Nothing_comes_of_no_rows()
    {
        var schema = new Schema([new Field("x", DataType.Float64), new Field("t", DataType.Utf8)]);
        var answer = (AggregateAnswer)Execution.Ask(new AggregateQuestion(["median(x)", "quantile(x, 0.1)", "mode(t)", "first(t)", "last(x)"]), schema, []);
        Assert.All(answer.Values, v => Assert.True(v.IsNull));
    }

    [Theory]
    [InlineData("quantile(x)", "quantile() takes a column or an expression and a share, as in quantile(x, 0.9)")]
    [InlineData("quantile(x, 1.5)", "the share of a quantile is a number between 0 and 1, such as 0.9")]
    [InlineData("quantile(x, 90)", "the share of a quantile is a number between 0 and 1")]
    [InlineData("quantile(x, -0.1)", "the share of a quantile is a number between 0 and 1")]
    [InlineData("quantile(x, x)", "the share of a quantile is a number between 0 and 1")]
    [InlineData("median(t)", "no median of values of type utf8")]
    [InlineData("median(x, 0.5)", "median() takes one argument")]
    [InlineData("percentile(x, 90)", "here it is written quantile(x, 0.9)")]
    [InlineData("any_value(t)", "here it is written first(x)")]
    public void What_does_not_go_is_refused(string aggregate, string says) => Assert.Contains(says, Assert.Throws<QuestionException>(() =>
        new AggregatePlan(new Scope(new Schema([new Field("x", DataType.Float64), new Field("t", DataType.Utf8)])), [], [aggregate]).Names).Message);

    private static Scalar Numeric(Scalar value) => value.Type?.Kind == LogicalKind.Bool ? Scalar.Int64(value.AsInt64) : value;
}
