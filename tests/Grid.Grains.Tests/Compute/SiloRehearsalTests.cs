using Grid.Columns;
using Grid.Query;

namespace Grid.Grains.Tests.Compute;

public sealed class SiloRehearsalTests
{
    [Fact]
    public async Task A_load_is_rehearsed_once_with_the_first_of_its_large_partitions()
    {
        using var pool = new ComputePool(1);
        var rehearsal = new SiloRehearsal(pool);

        rehearsal.Consider("first", Table((int)SiloRehearsal.FewestRows - 1));
        Assert.False(await rehearsal.Last);
        rehearsal.Consider("first", Table((int)SiloRehearsal.FewestRows));
        var first = rehearsal.Last;
        rehearsal.Consider("first", Table((int)SiloRehearsal.FewestRows));
        Assert.Same(first, rehearsal.Last);
        Assert.True(await first);
        rehearsal.Consider("second", Table((int)SiloRehearsal.FewestRows));
        var second = rehearsal.Last;
        Assert.True(await second);
        // Loads that run beside each other bring their partitions in turns.
        rehearsal.Consider("first", Table((int)SiloRehearsal.FewestRows));
        Assert.Same(second, rehearsal.Last);
    }

    [Fact]
    public async Task A_silo_that_ends_does_not_wait_for_a_rehearsal()
    {
        var pool = new ComputePool(1);
        var rehearsal = new SiloRehearsal(pool);
        rehearsal.Consider("load", Table((int)SiloRehearsal.FewestRows));
        pool.Dispose();

        Assert.False(await rehearsal.Last);
    }

    private static PartitionTable Table(int rows)
    {
        var batch = RecordBatch.From(("a", ColumnFactory.Primitive<long>(DataType.Int64, new long[rows])));
        return new PartitionTable(batch.Schema, [batch]);
    }
}
