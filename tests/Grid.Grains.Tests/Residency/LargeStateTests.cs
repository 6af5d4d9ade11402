using Grid.Query;
using Grid.Sources;

namespace Grid.Grains.Tests.Residency;

/// <summary>Questions to a table that is larger than memory whose states are large as well.</summary>
public sealed class LargeStateTests
{
    private const int Rows = 200_000;

    // A part of what the trips take.
    private const long Budget = 1 << 20;

    private static readonly CsvOptions s_splits = new() { SplitBytes = 128 << 10 };

    [Fact]
    public async Task One_that_would_not_fit_is_refused_in_one_line_and_leaves_nothing_behind()
    {
        await using var grid = new TestGrid(budget: Budget);
        grid.Residents.LittleStates = 0;
        await grid.LoadAsync(grid.WriteTrips("trips.csv", Rows), s_splits);

        foreach (var question in new Question[] { new GroupByQuestion(["id"], ["sum(fare)", "count()"]), new GroupByQuestion(["vendor"], ["median(id)", "nunique(id)"]) })
        {
            var refused = await Assert.ThrowsAsync<MemoryBudgetException>(() => grid.AskAsync(question));
            // Either finds no room for more, or leaves none to what is still to be read.
            Assert.Matches(
                @"^(what is merged for a question about 'trips' takes more than \d\.\d\d MB|\d columns? of partition \d+ of 'trips' takes? about [^\n]* at once), and silo 'local' has [^\n]* left of its budget of 1\.05 MB"
                + @"(, of which [^\n]*B is what is merged for questions)?\. Ask for fewer groups [^\n]*$",
                refused.Message);
        }

        await SettleAsync(grid);
        Assert.Equal(2, ((GroupByAnswer)await grid.AskAsync(new GroupByQuestion(["vendor"], ["mean(fare)"]))).Groups.Count);
        await SettleAsync(grid);
    }

    [Fact]
    public async Task One_that_fits_without_the_columns_has_the_bits_of_the_run_in_memory()
    {
        Question[] questions = [new GroupByQuestion(["id % 1000"], ["sum(fare)"]), new GroupByQuestion(["vendor"], ["mean(fare)", "count()"])];
        await using var whole = new TestGrid();
        string path = whole.WriteTrips("trips.csv", Rows);
        await whole.LoadAsync(path, s_splits);
        await using var grid = new TestGrid(budget: Budget);
        grid.Residents.LittleStates = 0;
        await grid.LoadAsync(path, s_splits);

        foreach (var question in questions)
            Assert.Equal(WireCodec.Encode(await whole.AskAsync(question)), WireCodec.Encode(await grid.AskAsync(question)));

        await SettleAsync(grid);
    }

    // A combiner that has ended has given back what it held; partitions may still be scanning for a question that was refused.
    private static async Task SettleAsync(TestGrid grid)
    {
        for (int i = 0; i < 200 && grid.Memory.Used != grid.Residents.Held + grid.Residents.Known; i++)
            await Task.Delay(20, Test.Token);
        Assert.Equal(grid.Residents.Held + grid.Residents.Known, grid.Memory.Used);
        Assert.InRange(grid.Memory.Used, 0, Budget);
    }
}
