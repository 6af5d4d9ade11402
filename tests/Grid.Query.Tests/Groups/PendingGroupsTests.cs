using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Partitions that have the same, many groups, which are grouped together.</summary>
public class PendingGroupsTests
{
    private static readonly PartitionTable[] s_tables = AlikeTables.Of(new Random(5), 8);
    private static readonly string[] s_aggregates = ["count()", "sum(n)", "mean(x)", "std(x)", "max(n) - min(x)", "nunique(n)", "count(t)", "sum(n where x > 50)"];

    [Theory]
    [InlineData("whole")]
    [InlineData("brief")]
    [InlineData("words")]
    [InlineData("moment")]
    [InlineData("some")]
    [InlineData("whole", "brief")]
    [InlineData("few", "words", "some")]
    [InlineData("brief", "words")]
    public void Partitions_grouped_together_give_the_bits_of_those_grouped_one_by_one(params string[] keys)
    {
        string alone = Bits.Of(Ask(keys, together: false, new ThreeThreads()));
        Assert.Equal(alone, Bits.Of(Ask(keys, together: true, Workers.None)));
        Assert.Equal(alone, Bits.Of(Ask(keys, together: true, new ThreeThreads())));
        // With room for all numbers, for none, and for those of some tables.
        foreach (long most in new[] { long.MaxValue, 0, 3 << 20 })
        {
            var tables = AlikeTables.Numbered(s_tables, most);
            Assert.Equal(alone, Bits.Of(Ask(keys, together: true, new ThreeThreads(), tables)));
            Assert.Equal(alone, Bits.Of(Ask(keys, together: false, new ThreeThreads(), tables)));
        }
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
        var answer = Ask(["whole"], together: true, new ThreeThreads());
        Assert.Equal(expected.Select(e => (e.Key, e.Value.Rows, e.Value.Sum)), answer.Groups.Select(g => (g.Keys[0].AsInt64, g.Values[0].AsInt64, g.Values[1].AsInt64)));
    }

    [Fact]
    public void A_state_that_is_pending_travels_and_merges_as_what_it_will_be()
    {
        var scan = Start(["whole"]).NextScan!;
        var pending = scan.Compute(s_tables[0], default);
        Assert.Equal(0, pending.Bytes);
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

    private static GroupByAnswer Ask(string[] keys, bool together, Workers workers, PartitionTable[]? tables = null)
    {
        var run = Start(keys);
        run.Workers = workers;
        while (run.NextScan is { } scan)
        {
            var states = (tables ?? s_tables).Select(t => scan.Compute(t, default)).ToList();
            // A dictionary that is a key by itself has its groups at hand.
            Assert.True(states.Count(s => s.IsPending) >= 4);
            run.Accept(AggregateState.Merge(together ? states : [.. states.Select(s => AggregateState.Merge([s], Workers.None))], workers));
        }
        return (GroupByAnswer)run.Finish();
    }

    private static Execution Start(string[] keys) => Execution.Start(new GroupByQuestion(keys, s_aggregates), s_tables[0].Schema);
}
