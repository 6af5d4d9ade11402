using System.Collections.Concurrent;
using System.Diagnostics;
using Grid.Columns;
using Grid.Query;

namespace Grid.Grains.Tests.Compute;

public sealed class SiloRehearsalTests
{
    [Fact]
    public async Task A_load_is_rehearsed_once_with_the_first_of_its_large_partitions()
    {
        await using var grid = new TestGrid();
        var rehearsal = new SiloRehearsal(grid.Pool, grid.Grains);

        rehearsal.Consider("t/first/0", Table((int)SiloRehearsal.FewestRows - 1));
        Assert.False(await rehearsal.Last);
        rehearsal.Consider("t/first/1", Table((int)SiloRehearsal.FewestRows));
        var first = rehearsal.Last;
        rehearsal.Consider("t/first/2", Table((int)SiloRehearsal.FewestRows));
        Assert.Same(first, rehearsal.Last);
        // The grains know of no such load.
        Assert.False(await first);
        rehearsal.Consider("t/second/0", Table((int)SiloRehearsal.FewestRows));
        var second = rehearsal.Last;
        Assert.NotSame(first, second);
        // Loads that run beside each other bring their partitions in turns.
        rehearsal.Consider("t/first/3", Table((int)SiloRehearsal.FewestRows));
        Assert.Same(second, rehearsal.Last);
        await second;
    }

    [Fact]
    public async Task A_silo_that_ends_does_not_wait_for_a_rehearsal()
    {
        await using var grid = new TestGrid();
        var pool = new ComputePool(1);
        var rehearsal = new SiloRehearsal(pool, grid.Grains);
        rehearsal.Consider("t/load/0", Table((int)SiloRehearsal.FewestRows));
        pool.Dispose();

        Assert.False(await rehearsal.Last);
    }

    [Fact]
    public async Task The_grains_rehearse_once_the_dataset_is_loaded_and_tell_nobody()
    {
        string name = $"rehearsed {Guid.NewGuid():N}";
        var told = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GridTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => told.Enqueue($"{activity.GetTagItem("grid.scan")}"),
        };
        ActivitySource.AddActivityListener(listener);
        await using var grid = new TestGrid();
        await grid.LoadAsync(grid.WriteTrips("a.csv", (int)SiloRehearsal.FewestRows), name: name);

        Assert.True(await grid.Rehearsal.Last);
        Assert.Empty(grid.Work.Read(1, 0, 0).Questions);
        Assert.DoesNotContain(told, scan => scan.StartsWith(name, StringComparison.Ordinal));
        // They did look: a scan that is asked again is known.
        var brief = Rehearsal.Brief(Schema(), "")[0];
        var seen = new List<QueryStatus>();
        var answer = (GroupByAnswer)await grid.AskAsync(brief, name, seen);
        Assert.Equal(SiloRehearsal.FewestRows, answer.Groups[0].Values[0].AsInt64);
        Assert.Equal(1, seen[^1].PartitionsKnown);
        Assert.Single(grid.Work.Read(1, 0, 0).Questions);
        await grid.AskAsync(new DescribeQuestion(), name);
        Assert.Contains(told, scan => scan.StartsWith(name, StringComparison.Ordinal));
    }

    private static Schema Schema() => new([new("id", DataType.Int64), new("vendor", DataType.Int64), new("fare", DataType.Float64), new("note", DataType.Utf8)]);

    private static PartitionTable Table(int rows)
    {
        var batch = RecordBatch.From(("a", ColumnFactory.Primitive<long>(DataType.Int64, new long[rows])));
        return new PartitionTable(batch.Schema, [batch]);
    }
}
