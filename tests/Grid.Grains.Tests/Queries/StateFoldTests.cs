using Grid.Columns;
using Grid.Query;

namespace Grid.Grains.Tests.Queries;

public sealed class StateFoldTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(61)]
    public async Task States_that_come_at_any_time_are_all_merged_and_few_are_held(int count)
    {
        var schema = new Schema([new Field("x", DataType.Int64)]);
        var scan = Execution.Start(new AggregateQuestion(["sum(x)", "count(x)", "std(x)"]), schema).NextScan!;
        AggregateState[] states = [.. Enumerable.Range(0, count).Select(i => scan.Compute(new PartitionTable(schema, [RecordBatch.From(("x", ColumnFactory.Int64(i, null, i * i)))]), Test.Token))];
        int most = 0;
        using var held = new HeldStates(new Residents(new SiloMemory("a", 1 << 20), new SiloHoldings()), "it");
        var turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

        byte[] folded = await await Task.Factory.StartNew(async () =>
        {
            var fold = new StateFold(async some =>
            {
                most = Math.Max(most, some.Length);
                await Task.Yield();
                return AggregateState.Merge(some, Workers.None);
            }, held);
            await Task.WhenAll(states.Select(async (state, i) =>
            {
                if (i % 3 == 0)
                    await Task.Yield();
                await fold.AddAsync(state);
            }));
            return (await fold.FinishAsync()).Encode();
        }, Test.Token, TaskCreationOptions.None, turns);

        Assert.Equal(AggregateState.Merge(states, Workers.None).Encode(), folded);
        Assert.InRange(most, 1, count);
        Assert.Equal(AggregateState.Merge(states, Workers.None).Bytes, held.Bytes);
    }

    [Fact]
    public async Task A_merge_that_fails_fails_for_whoever_waits_for_it()
    {
        var schema = new Schema([new Field("x", DataType.Int64)]);
        var state = Execution.Start(new AggregateQuestion(["sum(x)"]), schema).NextScan!.Compute(new PartitionTable(schema, []), Test.Token);
        using var held = new HeldStates(new Residents(new SiloMemory("a", 1 << 20), new SiloHoldings()), "it");
        var fold = new StateFold(_ => Task.FromException<AggregateState>(new InvalidOperationException("no")), held);

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            for (int i = 0; i < 8; i++)
                await fold.AddAsync(state);
        });
    }
}
