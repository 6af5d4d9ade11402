using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Partitions that have the same, many groups, the first rows of which are found together.</summary>
public class PendingPicksTests
{
    private static readonly PartitionTable[] s_tables = AlikeTables.Of(new Random(11), 8);

    [Theory]
    [InlineData("whole", "n desc")]
    [InlineData("words", "x desc, n")]
    [InlineData("some", "t, x")]
    [InlineData("moment", "brief desc")]
    [InlineData("few, words", "n desc, x")]
    public void Partitions_taken_together_give_the_rows_of_those_taken_one_by_one(string keys, string order)
    {
        foreach (int rows in new[] { 1, 3 })
        {
            var question = new HeadQuestion(rows, ["n"]) { By = keys.Split(", "), Order = order.Split(", ") };
            string alone = Bits.Of(Ask(question, together: false, new ThreeThreads()));
            Assert.Equal(alone, Bits.Of(Ask(question, together: true, Workers.None)));
            Assert.Equal(alone, Bits.Of(Ask(question, together: true, new ThreeThreads())));
            var numbered = AlikeTables.Numbered(s_tables);
            Assert.Equal(alone, Bits.Of(Ask(question, together: true, new ThreeThreads(), numbered)));
            Assert.Equal(alone, Bits.Of(Ask(question, together: false, Workers.None, numbered)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_first_rows_are_those_of_a_plain_sort_whatever_partition_comes_first(int rows)
    {
        var expected = s_tables
            .SelectMany(table => Enumerable.Range(0, table.Batches[0].Length).Select(i => (Position: table.FirstRow + i, Whole: Longs(table, "whole")[i], N: Longs(table, "n")[i])))
            .GroupBy(row => row.Whole).OrderBy(group => group.Key)
            .SelectMany(group => group.OrderByDescending(row => row.N).ThenBy(row => row.Position).Take(rows)).Select(row => (row.Whole, row.N));
        PartitionTable[] turned = [.. s_tables.Reverse()];
        var answer = Ask(new HeadQuestion(rows, ["whole", "n"]) { By = ["whole"], Order = ["n desc"] }, together: true, new ThreeThreads(), turned);
        Assert.Equal(expected, answer.Rows.Select(row => (row[0].AsInt64, row[1].AsInt64)));
    }

    [Fact]
    public void A_state_that_is_pending_travels_and_merges_as_what_it_will_be()
    {
        var scan = Execution.Start(new HeadQuestion(2) { By = ["whole"], Order = ["n desc"] }, s_tables[0].Schema).NextScan!;
        var pending = scan.Compute(s_tables[0], default);
        Assert.Equal(0, pending.Bytes);
        Assert.True(pending.IsPending);
        var settled = AggregateState.Merge([pending], Workers.None);
        Assert.False(settled.IsPending);
        Assert.Equal(settled.Encode(), pending.Encode());
        Assert.InRange(settled.Bytes, 1, 1 << 24);
        Assert.Equal(settled.Encode(), ScanCodec.DecodeState(scan.Compute(s_tables[0], default).Encode()).Encode());
        Assert.Equal(settled.Merge(scan.Compute(s_tables[1], default)).Encode(), scan.Compute(s_tables[0], default).Merge(scan.Compute(s_tables[1], default)).Encode());
    }

    [Fact]
    public void What_is_lent_or_may_fail_or_takes_many_rows_of_a_group_is_found_at_once()
    {
        bool IsPending(HeadQuestion question, PartitionTable? table = null) => Execution.Start(question, s_tables[0].Schema).NextScan!.Compute(table ?? s_tables[0], default).IsPending;
        var question = new HeadQuestion(2) { By = ["whole"], Order = ["n"] };
        Assert.True(IsPending(question));
        Assert.False(IsPending(question, new PartitionTable(s_tables[0].Schema, s_tables[0].Batches) { IsLent = true }));
        Assert.False(IsPending(question with { By = ["whole * 2"] }));
        Assert.False(IsPending(question with { Order = ["n + whole"] }));
        Assert.False(IsPending(question with { Rows = PickSlots.MostPerGroup + 1 }));
        Assert.False(IsPending(question with { By = ["few"] }));
        Assert.False(IsPending(question with { By = [] }));
        Assert.False(IsPending(new HeadQuestion(50_000) { Distinct = ["whole"] }));
    }

    private static ReadOnlySpan<long> Longs(PartitionTable table, string name) =>
        ((PrimitiveColumn<long>)table.Batches[0].Columns[table.Batches[0].Schema.IndexOf(name)]).Values;

    private static HeadAnswer Ask(HeadQuestion question, bool together, Workers workers, PartitionTable[]? tables = null)
    {
        tables ??= s_tables;
        var run = Execution.Start(question, tables[0].Schema);
        run.Workers = workers;
        for (bool isFirst = true; run.NextScan is { } scan; isFirst = false)
        {
            var states = tables.Select(t => scan.Compute(t, default)).ToList();
            Assert.True(!isFirst || states.Count(s => s.IsPending) >= 4);
            run.Accept(AggregateState.Merge(together ? states : [.. states.Select(s => AggregateState.Merge([s], Workers.None))], workers));
        }
        return (HeadAnswer)run.Finish();
    }
}
