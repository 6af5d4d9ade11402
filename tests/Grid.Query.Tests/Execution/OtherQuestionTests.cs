using Grid.Columns;

namespace Grid.Query.Tests;

public class OtherQuestionTests
{
    private static readonly DataType[] Types = RandomColumn.Types;

    [Fact]
    public void Missing_counts_the_nulls_of_kept_rows() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, Types);
        bool filtered = seed % 2 == 0;
        var answer = table.Ask<MissingAnswer>(new MissingQuestion { Transforms = filtered ? [new WhereTransform("c1 is null")] : [] }, seed);
        var rows = Enumerable.Range(0, table.Rows).Where(r => !filtered || table.Columns[1][r].IsNull).ToList();
        Assert.Equal(rows.Count, answer.Rows);
        Assert.Equal(Types.Select((_, c) => (long)rows.Count(r => table.Columns[c][r].IsNull)), answer.Columns.Select(c => c.Nulls));
        Assert.Equal(Types.Select((_, c) => (long)rows.Count(r => Reference.IsNaN(table.Columns[c][r]))), answer.Columns.Select(c => c.NaNs));
        Assert.All(answer.Columns, c => Assert.Equal(rows.Count == 0 ? 0 : (double)(c.Nulls + c.NaNs) / rows.Count, c.Share));
    });

    [Fact]
    public void Unique_counts_distinct_values() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, Types);
        var answer = table.Ask<UniqueAnswer>(new UniqueQuestion(), seed);
        Assert.Equal(Types.Select((_, c) => new DistinctCount(table.Known(c).Select(Reference.Key).Distinct().Count(), true)), answer.Columns.Select(c => c.Distinct));
    });

    [Fact]
    public void Value_counts_come_by_count_then_value() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, Types);
        int column = seed % Types.Length;
        var answer = table.Ask<ValueCountsAnswer>(new ValueCountsQuestion($"c{column}", 5), seed);
        var groups = table.Known(column).Select(Reference.Key).GroupBy(v => v)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, Comparer<Scalar>.Create(Reference.Compare)).ToList();
        Assert.Equal(groups.Take(5).Select(g => new ValueCount(g.Key, g.Count())), answer.Counts);
        Assert.Equal((table.Known(column).Count, groups.Count), (answer.Total, answer.Distinct));
    });

    [Fact]
    public void Aggregates_of_all_rows_equal_a_group_by_of_one_group() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, [DataType.Float64, DataType.Int64, DataType.Utf8], wild: false);
        string[] aggregates = ["count()", "count(c0)", "sum(c1)", "mean(c0 / 4)", "min(c2)", "max(c0)", "std(c1)", "nunique(c2)"];
        Transform[] transforms = [new WhereTransform("c0 > 1"), new WithColumnTransform("one", "1")];
        var answer = table.Ask<AggregateAnswer>(new AggregateQuestion(aggregates) { Transforms = transforms }, seed);
        var groups = table.Ask<GroupByAnswer>(new GroupByQuestion(["one"], aggregates) { Transforms = transforms }, seed);
        Assert.Equal(aggregates, answer.Aggregates);
        if (groups.Groups.Count == 0)
        {
            Assert.Equal(Scalar.Int64(0), answer.Values[0]);
            Assert.True(answer.Values[3].IsNull);
            return;
        }
        for (int i = 0; i < aggregates.Length; i++)
        {
            Scalar expected = groups.Groups[0].Values[i], got = answer.Values[i];
            Assert.Equal(expected.Type, got.Type);
            if (expected.Type == LogicalType.Real)
                Assert.True(Reference.Near(expected.AsDouble, got.AsDouble), $"{aggregates[i]}: {got}, expected {expected}");
            else
                Assert.Equal(expected, got);
        }
    });

    [Fact]
    public void Sums_of_whole_numbers_are_whole_also_past_64_bits()
    {
        var batch = RecordBatch.From(
            ("x", ColumnFactory.Int64(long.MaxValue, 1, null)), ("y", ColumnFactory.Int64(long.MaxValue, -5, null)), ("z", ColumnFactory.Int64(long.MinValue, -7, null)),
            ("u", ColumnFactory.Primitive<ulong>(DataType.UInt64, [ulong.MaxValue, ulong.MaxValue, 3])));
        var tables = new[] { new PartitionTable(batch.Schema, [batch]), new PartitionTable(batch.Schema, [batch], 3) };
        var answer = (AggregateAnswer)Execution.Ask(new AggregateQuestion(["sum(x)", "sum(y)", "sum(z)", "sum(u)", "sum(x - 1)", "mean(u)"]), batch.Schema, tables);
        Assert.Equal(
            ["18446744073709551616", "18446744073709551604", "-18446744073709551630", "73786976294838206466", "18446744073709551612", "1.2297829382473034E+19"],
            answer.Values.Select(v => v.ToString()));
        Assert.Equal(["decimal128", "uint64", "decimal128", "decimal128", "uint64", "float64"], answer.Values.Select(v => v.Type!.ToString()));
    }

    [Fact]
    public void Head_gives_the_first_kept_rows_in_the_order_of_the_source() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, Types);
        var answer = table.Ask<HeadAnswer>(new HeadQuestion(12) { Transforms = [new WhereTransform("c1 > 0"), new SelectTransform(["c3", "c1"])] }, seed);
        var rows = Enumerable.Range(0, table.Rows).Where(r => !table.Columns[1][r].IsNull && table.Columns[1][r].AsInt64 > 0).Take(12);
        Assert.Equal(["c3", "c1"], answer.Columns);
        Assert.Equal(rows.Select(r => Bits.Of(new[] { table.Columns[3][r], table.Columns[1][r] })), answer.Rows.Select(Bits.Of));
    });

    [Fact]
    public void Head_of_long_rows_takes_several_scans_of_bounded_states()
    {
        string[] texts = [.. Enumerable.Range(0, 300).Select(i => $"{i} " + new string('x', 40_000))];
        var schema = new Schema([new Field("t", DataType.Utf8)]);
        var tables = texts.Chunk(100).Select((c, i) => new PartitionTable(schema, [RecordBatch.From(("t", ColumnFactory.Utf8(c)))], i * 100)).ToList();
        var run = Execution.Start(new HeadQuestion(250), schema);
        int scans = 0;
        for (; run.NextScan is { } scan; scans++)
        {
            var states = tables.Select(t => scan.Compute(t, default)).Reverse().ToList();
            Assert.All(states, p => Assert.True(p.Encode().Length < 8 << 20));
            run.Accept(states.Aggregate((a, b) => a.Merge(b)));
        }
        Assert.True(scans > 1);
        Assert.Equal(texts.Take(250), ((HeadAnswer)run.Finish()).Rows.Select(r => r[0].AsText));
    }

    [Fact]
    public void Transforms_apply_in_their_order()
    {
        var batch = RecordBatch.From(("a", ColumnFactory.Int64(1, null, 3, 4)), ("b", ColumnFactory.Utf8("x", "y", null, "z")));
        var question = new HeadQuestion
        {
            Transforms =
            [
                new FillMissingTransform("a", "0"), new FillMissingTransform("b", "'none'"), new WithColumnTransform("c", "a * 10"),
                new WithColumnTransform("a", "c + 1"), new WhereTransform("a > 1 and c < 40"), new DropTransform(["c"]),
            ],
        };
        var answer = (HeadAnswer)Execution.Ask(question, batch.Schema, [new PartitionTable(batch.Schema, [batch])]);
        Assert.Equal(["a", "b"], answer.Columns);
        Assert.Equal(["11 x", "31 none"], answer.Rows.Select(r => $"{r[0]} {r[1]}"));
    }

    [Fact]
    public void A_partition_of_whole_numbers_is_presented_as_the_dataset_has_it()
    {
        var schema = new Schema([new Field("x", DataType.Float64), new Field("t", DataType.Timestamp(TimeUnit.Millisecond))]);
        var first = RecordBatch.From(("x", ColumnFactory.Int64(1, 2)), ("t", ColumnFactory.Primitive<long>(DataType.Timestamp(TimeUnit.Second), [5, 6])));
        var second = RecordBatch.From(("x", ColumnFactory.Float64(0.5)), ("t", ColumnFactory.Primitive<int>(DataType.Date32, [1])));
        var answer = (DescribeAnswer)Execution.Ask(new DescribeQuestion(), schema, [new PartitionTable(schema, [first]), new PartitionTable(schema, [second], 2)]);
        Assert.Equal((0.5, 2.0), (answer.Columns[0].Min.AsDouble, answer.Columns[0].Max.AsDouble));
        Assert.Equal((5000, 86_400_000), (answer.Columns[1].Min.AsInt64, answer.Columns[1].Max.AsInt64));
    }

    [Fact]
    public void A_batch_that_does_not_fit_the_schema_is_refused()
    {
        var schema = new Schema([new Field("x", DataType.Int64)]);
        Assert.Contains("no column 'x'", Assert.Throws<ArgumentException>(() => new PartitionTable(schema, [RecordBatch.From(("y", ColumnFactory.Int64(1)))])).Message);
        Assert.Contains("cannot be presented as int64", Assert.Throws<ArgumentException>(() => new PartitionTable(schema, [RecordBatch.From(("x", ColumnFactory.Utf8("1")))])).Message);
    }
}
