using Grid.Query;

namespace Grid.Grains.Tests.Residency;

/// <summary>Partitions of CSV of which no row can meet a filter, by what their columns were seen to be.</summary>
public sealed class HeldBoundsTests
{
    private static readonly string[] s_conditions =
        ["id >= 15000", "id < 2000 and fare > 1", "id in (7, 19999)", "vendor == 3", "fare > 99.9 and id > 19000", "note == 'note 4'", "note > 'note 90'", "id between 8000 and 8010 or id < 5", "fare is null", "not (id < 19999)"];

    [Fact]
    public async Task Of_a_table_in_memory_partitions_are_left_out_and_answers_stay_as_they_are()
    {
        await using var grid = new TestGrid();
        var status = await grid.LoadAsync(grid.WriteTrips("trips.csv", OnDemandTests.Rows), OnDemandTests.Splits);
        Assert.Null(status.OnDemand);
        await using var whole = new TestGrid();
        await whole.LoadAsync(whole.WriteTrips("trips.csv", OnDemandTests.Rows));

        foreach (string condition in s_conditions)
        {
            foreach (var question in Questions(condition))
                Assert.Equal(WireCodec.Encode(await whole.AskAsync(question)), WireCodec.Encode(await grid.AskAsync(question)));
        }
        int partitions = await SkippedAsync(grid, "id < 0");
        Assert.InRange(partitions, 10, 1000);
        Assert.Equal(partitions - 1, await SkippedAsync(grid, "id == 0"));
        Assert.InRange(await SkippedAsync(grid, "id >= 15000"), partitions / 2, partitions - 2);
        Assert.Equal(0, await SkippedAsync(grid, "id >= 0"));
        // What would have been an error is one still.
        await Assert.ThrowsAsync<QuestionException>(() => grid.AskAsync(Count("id < 0 or id * 9000000000000000 > 0")));
    }

    [Fact]
    public async Task Of_a_table_larger_than_memory_partitions_that_were_let_go_are_not_read_for_it()
    {
        await using var grid = new TestGrid(budget: OnDemandTests.Little);
        string path = grid.WriteTrips("trips.csv", OnDemandTests.Rows);
        var status = await grid.LoadAsync(path, OnDemandTests.Splits);
        Assert.NotNull(status.OnDemand);
        await using var whole = new TestGrid();
        await whole.LoadAsync(whole.WriteTrips("trips.csv", OnDemandTests.Rows));

        foreach (string condition in s_conditions)
        {
            foreach (var question in Questions(condition))
            {
                Assert.Equal(WireCodec.Encode(await whole.AskAsync(question)), WireCodec.Encode(await grid.AskAsync(question)));
                Assert.InRange(grid.Memory.Used, 0, OnDemandTests.Little);
            }
        }
        // Nothing is left to read them from.
        await grid.AskAsync(new DescribeQuestion(["fare", "note"]));
        Array.ForEach(grid.CacheFiles, File.Delete);
        File.Delete(path);
        int partitions = await SkippedAsync(grid, "id < 0 and fare > -5");
        Assert.InRange(partitions, 10, 1000);
    }

    private static IEnumerable<Question> Questions(string condition)
    {
        Transform[] kept = [new WhereTransform(condition)];
        yield return new AggregateQuestion(["count()", "sum(fare)", "median(fare)", "nunique(note)"]) { Transforms = kept };
        yield return new GroupByQuestion(["vendor"], ["mean(fare)", "min(id)"]) { Transforms = kept };
        yield return new HeadQuestion(5) { Transforms = kept };
    }

    private static AggregateQuestion Count(string condition) => new(["count()"]) { Transforms = [new WhereTransform(condition)] };

    private static async Task<int> SkippedAsync(TestGrid grid, string condition)
    {
        var seen = new List<QueryStatus>();
        await grid.AskAsync(Count(condition), seen: seen);
        return seen[^1].PartitionsSkipped;
    }
}
