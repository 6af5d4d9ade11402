using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Partitions that have the same, many groups, which are grouped together.</summary>
public class PendingGroupsTests
{
    private const int Groups = 23_000;

    private static readonly PartitionTable[] s_tables = Partitions(new Random(5), 8);
    private static readonly string[] s_aggregates = ["count()", "sum(n)", "mean(x)", "std(x)", "max(n) - min(x)", "nunique(n)", "count(t)", "sum(n where x > 50)"];

    [Theory]
    [InlineData("whole")]
    [InlineData("brief")]
    [InlineData("words")]
    [InlineData("moment")]
    [InlineData("some")]
    [InlineData("whole", "brief")]
    [InlineData("few", "words", "some")]
    public void Partitions_grouped_together_give_the_bits_of_those_grouped_one_by_one(params string[] keys)
    {
        string alone = Bits.Of(Ask(keys, together: false, new Threads()));
        Assert.Equal(alone, Bits.Of(Ask(keys, together: true, Workers.None)));
        Assert.Equal(alone, Bits.Of(Ask(keys, together: true, new Threads())));
    }

    [Fact]
    public void Counts_and_sums_are_those_of_a_plain_dictionary()
    {
        var expected = new SortedDictionary<long, (long Rows, long Sum)>();
        foreach (var batch in s_tables.Select(t => t.Batches[0]))
        {
            var whole = (PrimitiveColumn<long>)batch.Columns[batch.Schema.IndexOf("whole")];
            var n = (PrimitiveColumn<long>)batch.Columns[batch.Schema.IndexOf("n")];
            for (int i = 0; i < batch.Length; i++)
                expected[whole.Values[i]] = expected.TryGetValue(whole.Values[i], out var known) ? (known.Rows + 1, known.Sum + n.Values[i]) : (1, n.Values[i]);
        }
        var answer = Ask(["whole"], together: true, new Threads());
        Assert.Equal(expected.Select(e => (e.Key, e.Value.Rows, e.Value.Sum)), answer.Groups.Select(g => (g.Keys[0].AsInt64, g.Values[0].AsInt64, g.Values[1].AsInt64)));
    }

    [Fact]
    public void A_state_that_is_pending_travels_and_merges_as_what_it_will_be()
    {
        var scan = Start(["whole"]).NextScan!;
        var pending = scan.Compute(s_tables[0], default);
        Assert.True(pending.IsPending);
        var settled = AggregateState.Merge([scan.Compute(s_tables[0], default)], Workers.None);
        Assert.False(settled.IsPending);
        Assert.Equal(settled.Encode(), pending.Encode());
        Assert.Equal(settled.Encode(), ScanCodec.DecodeState(scan.Compute(s_tables[0], default).Encode()).Encode());
        var next = scan.Compute(s_tables[1], default);
        Assert.Equal(AggregateState.Merge([settled, next], Workers.None).Encode(), scan.Compute(s_tables[0], default).Merge(scan.Compute(s_tables[1], default)).Encode());
    }

    [Fact]
    public void What_is_lent_or_small_or_may_fail_or_hangs_on_the_order_of_rows_is_grouped_at_once()
    {
        bool IsPending(string[] keys, string[] aggregates, PartitionTable? table = null) =>
            Execution.Start(new GroupByQuestion(keys, aggregates), s_tables[0].Schema).NextScan!.Compute(table ?? s_tables[0], default).IsPending;
        Assert.True(IsPending(["whole"], ["sum(n)"]));
        Assert.False(IsPending(["whole"], ["sum(n)"], new PartitionTable(s_tables[0].Schema, s_tables[0].Batches) { IsLent = true }));
        Assert.False(IsPending(["whole"], ["sum(n)"], new PartitionTable(s_tables[0].Schema, [s_tables[0].Batches[0].Slice(0, 9000)])));
        Assert.False(IsPending(["whole * 2"], ["sum(n)"]));
        Assert.False(IsPending(["whole"], ["sum(n + whole)"]));
        Assert.False(IsPending(["whole"], ["first(n)"]));
        Assert.False(IsPending(["whole"], ["median(x)"]));
        Assert.False(IsPending(["whole"], ["max(t)"]));
        Assert.False(IsPending(["few"], ["sum(n)"]));
    }

    [Fact]
    public void A_row_that_cannot_be_computed_is_told_by_the_partition()
    {
        var scan = Execution.Start(new GroupByQuestion(["whole"], ["sum(n * 9000000000000000000)"]), s_tables[0].Schema).NextScan!;
        Assert.NotNull(Assert.Throws<QuestionException>(() => scan.Compute(s_tables[0], default)).Row);
    }

    [Fact]
    public void A_search_that_is_cancelled_ends()
    {
        using var end = new CancellationTokenSource();
        var scan = Start(["whole"]).NextScan!;
        var states = s_tables.Select(t => scan.Compute(t, end.Token)).ToList();
        end.Cancel();
        Assert.Throws<OperationCanceledException>(() => AggregateState.Merge(states, Workers.None));
    }

    private static GroupByAnswer Ask(string[] keys, bool together, Workers workers)
    {
        var run = Start(keys);
        run.Workers = workers;
        while (run.NextScan is { } scan)
        {
            var states = s_tables.Select(t => scan.Compute(t, default)).ToList();
            // A dictionary that is a key by itself has its groups at hand.
            Assert.True(states.Count(s => s.IsPending) >= 4);
            run.Accept(AggregateState.Merge(together ? states : [.. states.Select(s => AggregateState.Merge([s], Workers.None))], workers));
        }
        return (GroupByAnswer)run.Finish();
    }

    private static Execution Start(string[] keys) => Execution.Start(new GroupByQuestion(keys, s_aggregates), s_tables[0].Schema);

    // Some texts and dates lie in dictionaries here, and not there.
    private static PartitionTable[] Partitions(Random random, int count)
    {
        var schema = new Schema(
        [
            new Field("whole", DataType.Int64), new Field("brief", DataType.Utf8), new Field("words", DataType.Utf8), new Field("moment", DataType.Date32), new Field("some", DataType.Float64),
            new Field("few", DataType.Int64), new Field("n", DataType.Int64), new Field("x", DataType.Float64), new Field("t", DataType.Utf8),
        ]);
        double[] odd = [double.NaN, double.PositiveInfinity, 1e300, -1e-300, 0.0, -0.0];
        var tables = new PartitionTable[count];
        for (int table = 0; table < count; table++)
        {
            int rows = GroupSample.LeastRows + random.Next(500);
            int[] groups = [.. Enumerable.Range(0, rows).Select(_ => random.Next(Groups))];
            Column Words(string head, int table) => table % 3 == 1 ? Coded(groups, g => $"{head}{g}") : ColumnFactory.Utf8([.. groups.Select(g => $"{head}{g}")]);
            tables[table] = new PartitionTable(schema, [RecordBatch.From(
                ("whole", ColumnFactory.Primitive<long>(DataType.Int64, [.. groups.Select(g => (g * 7919L) - 100_000)])),
                ("brief", Words("id", table)),
                ("words", Words("a longer text of group ", table)),
                ("moment", ColumnFactory.Primitive<int>(DataType.Date32, [.. groups])),
                ("some", ColumnFactory.Float64([.. groups.Select(g => g % 10 == 0 ? null : (double?)(g / 4.0))])),
                ("few", ColumnFactory.Primitive<long>(DataType.Int64, [.. groups.Select(g => g % 5L)])),
                ("n", ColumnFactory.Primitive<long>(DataType.Int64, [.. groups.Select(_ => random.Next(200) == 0 ? random.NextInt64() / 16 : random.Next(-5, 6))])),
                ("x", ColumnFactory.Float64([.. groups.Select(_ => random.Next(30) == 0 ? null : (double?)(random.Next(500) == 0 ? odd[random.Next(odd.Length)] : Math.Round(random.NextDouble() * 100, 6)))])),
                ("t", ColumnFactory.Utf8([.. groups.Select(g => g % 3 == 0 ? null : "t")])))], table * 50_000L);
        }
        return tables;
    }

    private static DictionaryColumn Coded(int[] groups, Func<int, string> text)
    {
        int[] distinct = [.. groups.Distinct()];
        var codeOf = distinct.Index().ToDictionary(d => d.Item, d => d.Index);
        var codes = ColumnFactory.Primitive<int>(DataType.Int32, [.. groups.Select(g => codeOf[g])]);
        return new DictionaryColumn(codes, ColumnFactory.Utf8([.. distinct.Select(text)]), false, false);
    }

    private sealed class Threads : Workers
    {
        public override int Count => 3;

        public override void Run(int parts, Action<int> part) => Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = 3 }, part);
    }
}
