using System.Globalization;
using Grid.Grains.Tests.Queries;
using Grid.Grains.Tests.Residency;
using Grid.Query;
using Grid.Sources;

namespace Grid.Grains.Tests.Datasets;

/// <summary>A dataset of many small files has few partitions, and answers as one of their rows in one file does.</summary>
public sealed class SmallFileTests
{
    private const int Files = 100;
    private const int RowsOfFile = 40;

    private static string[] WriteFiles(TestGrid grid) => [.. Enumerable.Range(0, Files).Select(f => grid.WriteTrips($"trips{f:000}.csv", RowsOfFile, f * RowsOfFile))];

    private static async Task<DatasetStatus> LoadAsync(TestGrid grid, string[] paths, CsvOptions? options = null)
    {
        await grid.PlanAsync(paths, options);
        return await grid.LoadPlannedAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_question_has_the_bits_of_the_run_over_one_file_in_memory_or_on_demand_and_after_a_restart(bool isOnDemand)
    {
        await using var grid = new TestGrid(budget: isOnDemand ? 20_000 : 1L << 30, stored: true);
        await using var one = new TestGrid();
        await one.LoadAsync(one.WriteTrips("trips.csv", Files * RowsOfFile));

        var status = await LoadAsync(grid, WriteFiles(grid), isOnDemand ? OnDemandTests.Splits : null);

        Assert.Equal((DatasetPhase.Ready, Files, Files * RowsOfFile), (status.Phase, status.Files, (int)status.Rows));
        Assert.InRange(status.Partitions, isOnDemand ? 4 : 1, isOnDemand ? 10 : 1);
        Assert.Equal((status.BytesTotal, isOnDemand), (status.BytesRead, status.OnDemand is not null));
        foreach (bool again in new[] { false, true })
        {
            foreach (var question in again ? QueryTests.Questions[..3] : QueryTests.Questions)
                Assert.Equal(WireCodec.Encode(await one.AskAsync(question)), WireCodec.Encode(await grid.AskAsync(question)));
            if (!again)
                await grid.RestartAsync();
        }
        Assert.Equal(Files, (await grid.Dataset().ObserveAsync(0, Test.Token)).Files);
    }

    [Fact]
    public async Task A_row_whose_value_cannot_be_computed_is_told_by_its_file_and_line()
    {
        await using var grid = new TestGrid();
        string[] paths = WriteFiles(grid);
        paths[71] = grid.Write("trips071.csv", string.Create(CultureInfo.InvariantCulture, $"id,vendor,fare,note\n1,1,2.5,a\n{long.MaxValue},1,2.5,a\n"));
        await LoadAsync(grid, paths);
        var fault = await Assert.ThrowsAsync<QuestionException>(() => grid.AskAsync(new AggregateQuestion(["sum(id * 2)"])));
        Assert.Contains($"{paths[71]}, line 3", fault.Message, StringComparison.Ordinal);
    }
}
