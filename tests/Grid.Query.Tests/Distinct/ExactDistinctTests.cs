using Grid.Columns;

namespace Grid.Query.Tests;

public class ExactDistinctTests
{
    private const int Rows = 100_000;

    public static TheoryData<string> Kinds => ["int64", "uint64", "float64", "utf8", "date32", "timestamp[s]", "coded texts", "coded numbers"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Distinct_values_of_every_kind_are_counted_exactly(string kind)
    {
        // 70,001 values, of which the partitions have most in common.
        var tables = Tables(kind, [.. Enumerable.Range(0, Rows).Select(i => i % 70_001L)], 3);
        var answer = Ask<UniqueAnswer>(new UniqueQuestion(), tables);
        Assert.Equal(new DistinctCount(70_001, true), answer.Columns[1].Distinct);
        var aggregate = Ask<AggregateAnswer>(new AggregateQuestion(["nunique(x)", "count(x)"]), tables);
        Assert.Equal([Scalar.Int64(70_001), Scalar.Int64(Rows)], aggregate.Values);
        Assert.True(aggregate.IsExact);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Distinct_values_of_groups_are_counted_exactly(string kind)
    {
        long[] values = [.. Enumerable.Range(0, Rows).Select(i => i % 30_011L)];
        var tables = Tables(kind, values, 2);
        var answer = Ask<GroupByAnswer>(new GroupByQuestion(["k"], ["nunique(x)", "count()"]), tables);
        Assert.True(answer.IsExact);
        var expected = values.Index().GroupBy(v => v.Index % 3, v => v.Item).Select(g => (long)g.Distinct().Count());
        Assert.Equal(expected, answer.Groups.Select(g => g.Values[0].AsInt64));
    }

    [Fact]
    public void Groups_of_many_and_of_few_values_stand_side_by_side()
    {
        // A group that has none, one of a single value, and one of too many for a state.
        long?[] values = [.. Enumerable.Range(0, 30_000).Select(i => i % 3 == 0 ? (long?)null : i % 3 == 1 ? 7 : i)];
        var batch = RecordBatch.From(
            ("k", ColumnFactory.Utf8([.. Enumerable.Range(0, 30_000).Select(i => "abc"[i % 3].ToString())])), ("x", ColumnFactory.Int64(values)));
        var table = new PartitionTable(batch.Schema, [batch]);
        var answer = (GroupByAnswer)Execution.Ask(new GroupByQuestion(["k"], ["nunique(x)", "approx_nunique(x)", "max(x)"]), batch.Schema, [table]);
        Assert.Equal([0, 1, 10_000], answer.Groups.Select(g => g.Values[0].AsInt64));
        Assert.InRange(answer.Groups[2].Values[1].AsInt64, 9_000, 11_000);
        Assert.False(answer.IsExact);
        Assert.Contains("approx_nunique is an estimate", answer.ToString());
    }

    [Fact]
    public void Many_groups_of_many_values_are_counted_in_bounded_states()
    {
        var random = new Random(3);
        const int Pairs = 600_000;
        long[] keys = [.. Enumerable.Range(0, Pairs).Select(_ => (long)random.Next(40))], values = [.. Enumerable.Range(0, Pairs).Select(_ => random.NextInt64(1 << 20))];
        var batch = RecordBatch.From(("k", ColumnFactory.Primitive<long>(DataType.Int64, keys)), ("x", ColumnFactory.Primitive<long>(DataType.Int64, values)));
        var tables = Enumerable.Range(0, 2).Select(p => new PartitionTable(batch.Schema, [batch.Slice(p * Pairs / 2, Pairs / 2)])).ToList();
        var run = Execution.Start(new GroupByQuestion(["k"], ["nunique(x)"]), batch.Schema, statesTravel: true);
        while (run.NextScan is { } scan)
        {
            var merged = tables.Select(t => scan.Compute(t, TestContext.Current.CancellationToken)).Aggregate((a, b) => a.Merge(b));
            Assert.InRange(merged.Encode().Length, 1, 32 << 20);
            run.Accept(merged);
        }
        var expected = keys.Zip(values).GroupBy(p => p.First, p => p.Second).OrderBy(g => g.Key).Select(g => (long)g.Distinct().Count());
        Assert.Equal(expected, ((GroupByAnswer)run.Finish()).Groups.Select(g => g.Values[0].AsInt64));
    }

    [Fact]
    public void An_estimate_is_what_is_asked_for_by_name_and_says_so()
    {
        var tables = Tables("int64", [.. Enumerable.Range(0, Rows).Select(i => i * 31L)], 2);
        var unique = Ask<UniqueAnswer>(new UniqueQuestion(Approximate: true), tables);
        Assert.False(unique.Columns[1].Distinct.IsExact);
        Assert.InRange(unique.Columns[1].Distinct.Count, 97_000, 103_000);
        Assert.Contains("are estimates", unique.ToString());
        var aggregate = Ask<AggregateAnswer>(new AggregateQuestion(["approx_nunique(x)", "nunique(x)"]), tables);
        Assert.False(aggregate.IsExact);
        Assert.InRange(aggregate.Values[0].AsInt64, 97_000, 103_000);
        Assert.Equal(Rows, aggregate.Values[1].AsInt64);
        Assert.Contains("approx_nunique is an estimate", aggregate.ToString());
    }

    [Fact]
    public void Nulls_and_NaN_are_no_values_and_both_zeros_are_one()
    {
        double?[] values = [0.0, -0.0, double.NaN, null, double.PositiveInfinity, double.NegativeInfinity, 1];
        var batch = RecordBatch.From(("k", ColumnFactory.Int64(1, 1, 1, 1, 1, 1, 1)), ("x", ColumnFactory.Float64(values)));
        var tables = new[] { new PartitionTable(batch.Schema, [batch]) };
        Assert.Equal(4, Ask<AggregateAnswer>(new AggregateQuestion(["nunique(x)"]), tables).Values[0].AsInt64);
        Assert.Equal(4, Ask<GroupByAnswer>(new GroupByQuestion(["k"], ["nunique(x)"]), tables).Groups[0].Values[0].AsInt64);
    }

    [Fact]
    public void Order_and_grouping_of_states_do_not_show_in_the_count() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        int distinct = random.Next(1, 60_000), rows = random.Next(1, 90_000);
        var tables = Tables(Kinds.ElementAt(seed % 8).Data, [.. Enumerable.Range(0, rows).Select(_ => (long)random.Next(distinct))], random.Next(1, 6));
        Question[] questions = [new UniqueQuestion(), new AggregateQuestion(["nunique(x)"]), new GroupByQuestion(["k"], ["nunique(x)"]), new DescribeQuestion(["x"])];
        foreach (var question in questions)
        {
            string inOrder = Bits.Of(Execution.Ask(question, tables[0].Schema, tables));
            var shuffled = tables.ToArray();
            random.Shuffle(shuffled);
            Assert.Equal(inOrder, Bits.Of(AskInAnyOrder(question, shuffled, random)));
        }
    }, runs: 16);

    private static T Ask<T>(Question question, IReadOnlyList<PartitionTable> tables) where T : Answer => (T)Execution.Ask(question, tables[0].Schema, tables);

    private static Answer AskInAnyOrder(Question question, PartitionTable[] tables, Random random)
    {
        var run = Execution.Start(question, tables[0].Schema);
        while (run.NextScan is { } scan)
        {
            var states = tables.Select(t => ScanCodec.DecodeState(scan.Compute(t, TestContext.Current.CancellationToken).Encode())).ToList();
            while (states.Count > 1)
            {
                int at = random.Next(states.Count - 1);
                states[at] = states[at].Merge(states[at + 1]);
                states.RemoveAt(at + 1);
            }
            run.Accept(states[0]);
        }
        return run.Finish();
    }

    // A key k of three values, and x of a kind.
    private static List<PartitionTable> Tables(string kind, long[] values, int partitions)
    {
        var keys = ColumnFactory.Primitive<long>(DataType.Int64, [.. Enumerable.Range(0, values.Length).Select(i => i % 3L)]);
        var batches = values.Index().Chunk(values.Length / partitions + 1)
            .Select(c => RecordBatch.From(("k", keys.Slice(c[0].Index, c.Length)), ("x", Encode(kind, [.. c.Select(v => v.Item)]))));
        return [.. batches.Select((b, i) => new PartitionTable(b.Schema.Plain(), [b], i))];
    }

    private static Column Encode(string kind, long[] values) => kind switch
    {
        "int64" => ColumnFactory.Primitive<long>(DataType.Int64, [.. values.Select(v => v * 1_000_003)]),
        "uint64" => ColumnFactory.Primitive<ulong>(DataType.UInt64, [.. values.Select(v => ulong.MaxValue - (ulong)v)]),
        "float64" => ColumnFactory.Primitive<double>(DataType.Float64, [.. values.Select(v => v / 7.0)]),
        "utf8" => ColumnFactory.Utf8([.. values.Select(v => $"text {v}")]),
        "date32" => ColumnFactory.Primitive<int>(DataType.Date32, [.. values.Select(v => (int)v)]),
        "timestamp[s]" => ColumnFactory.Primitive<long>(DataType.Timestamp(TimeUnit.Second), [.. values.Select(v => v * 3600)]),
        "coded texts" => Coded(values, v => ColumnFactory.Utf8([.. v.Select(x => $"text {x}")])),
        _ => Coded(values, v => ColumnFactory.Primitive<double>(DataType.Float64, [.. v.Select(x => x / 4.0)])),
    };

    private static DictionaryColumn Coded(long[] values, Func<long[], Column> encode)
    {
        long[] distinct = [.. values.Distinct().Order()];
        int[] codes = [.. values.Select(v => Array.BinarySearch(distinct, v))];
        return new DictionaryColumn(ColumnFactory.Primitive<int>(DataType.Int32, codes), encode(distinct), false, false);
    }
}
