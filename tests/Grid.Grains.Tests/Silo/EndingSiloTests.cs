using Grid.Learning;
using Grid.Query;

namespace Grid.Grains.Tests.Silo;

/// <summary>
/// What is under way on a silo whose compute threads end, as one does that was given up by the others: it has neither failed nor
/// been cancelled, and whoever asks another silo the same is answered.
/// </summary>
public sealed class EndingSiloTests
{
    private static readonly Question Question = new DescribeQuestion(null, [0.5]);

    [Fact]
    public async Task A_question_is_answered_by_the_next_silo()
    {
        await using var grid = new TestGrid(threads: 1, stored: true);
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 1_000));
        byte[] expected = WireCodec.Encode(await grid.AskAsync(Question));
        string key = Guid.NewGuid().ToString("N");
        var request = new QueryRequest("trips", Question);

        var status = new QueryStatus();
        await EndUnderAsync(grid, async () => status = await grid.Grains.GetGrain<IQueryGrain>(key).AskAsync(request, status.Version, Test.Token));

        Assert.Equal((false, null), (status.IsOver, status.Fault));
        await grid.RestartAsync();
        while (!status.IsOver)
            status = await grid.Grains.GetGrain<IQueryGrain>(key).AskAsync(request, status.Version, Test.Token);
        Assert.Null(status.Fault);
        Assert.Equal(expected, WireCodec.Encode(status.Answer!.Value));
    }

    [Fact]
    public async Task A_dataset_whose_plan_is_taken_up_by_the_next_silo_has_its_name_there()
    {
        await using var grid = new TestGrid(stored: true);
        ICatalogGrain Catalog() => grid.Grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key);
        await grid.Dataset().PlanAsync(new PlanRequest([grid.WriteTrips("trips.csv", 1_000)], new Sources.CsvOptions(), IsNamed: true), Test.Token);
        await grid.ReachAsync(s => s.Phase == DatasetPhase.Planned);
        Assert.Equal(["trips"], (await Catalog().ListAsync(Test.Token)).Datasets);

        // As where the silo was lost when the request was stored, and the name was not.
        await Catalog().RemoveAsync(CatalogKind.Dataset, "trips", Test.Token);
        await grid.RestartAsync();

        await grid.ReachAsync(s => s.Phase == DatasetPhase.Planned);
        Assert.Equal(["trips"], (await Catalog().ListAsync(Test.Token)).Datasets);
    }

    [Fact]
    public async Task A_load_is_taken_up_by_the_next_silo()
    {
        await using var grid = new TestGrid(threads: 1, stored: true);
        await grid.PlanAsync(grid.WriteTrips("trips.csv", 1_000));

        var status = new DatasetStatus();
        await EndUnderAsync(grid, async () =>
        {
            await grid.Dataset().LoadAsync(Test.Token);
            status = await grid.Dataset().ObserveAsync(status.Version, Test.Token);
        });

        Assert.Equal((DatasetPhase.Loading, null), (status.Phase, status.Fault));
        await grid.RestartAsync();
        status = await grid.ReachAsync(s => s.Phase != DatasetPhase.Loading);
        Assert.Equal((DatasetPhase.Ready, 1_000L), (status.Phase, status.Rows));
    }

    [Fact]
    public async Task A_search_is_taken_up_by_the_next_silo()
    {
        await using var grid = new TestGrid(threads: 1, stored: true);
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 400));
        var request = Search();

        var status = new StudyStatus();
        await EndUnderAsync(grid, async () => status = await grid.Grains.GetGrain<IStudyGrain>("study").RunAsync(request, status.Version, Test.Token));

        Assert.Equal((false, null), (status.IsOver, status.Fault));
        await FinishAsync(grid, request, status);
    }

    // Whoever ends a silo stops its runs first: nobody has cancelled them, and who waits for one is not told so.
    [Fact]
    public async Task A_search_whose_silo_is_about_to_end_is_not_cancelled()
    {
        await using var grid = new TestGrid(threads: 1, stored: true);
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 400));
        var request = Search();
        var blocked = grid.Block(ComputePriority.Load);
        await blocked.Running;
        var study = grid.Grains.GetGrain<IStudyGrain>("study");
        var status = await study.RunAsync(request, 0, Test.Token);

        var end = grid.Studies.StopAsync();
        blocked.Dispose();
        await end;
        for (int i = 0; i < 3; i++)
        {
            status = await study.RunAsync(request, status.Version, Test.Token);
            Assert.Equal((false, null), (status.IsOver, status.Fault));
        }

        await FinishAsync(grid, request, status);
    }

    private static StudyRequest Search() => new(
        "run", "trips",
        new StudySpec(new SearchSpec { Grid = "max_depth=2,none", Trees = 3, Folds = new FoldOptions { Folds = 3 } }, "vendor", null, 255, [], Keep: true, IsNamed: false, Refit: false));

    /// <summary>The next silo takes the search up, and brings it to its end.</summary>
    private static async Task FinishAsync(TestGrid grid, StudyRequest request, StudyStatus status)
    {
        await grid.RestartAsync();
        while (!status.IsOver)
            status = await grid.Grains.GetGrain<IStudyGrain>("study").RunAsync(request, status.Version, Test.Token);
        Assert.Null(status.Fault);
        Assert.Equal(status.Trials, status.TrialsDone);
    }

    /// <summary>Asks while the one compute thread is held, ends it under the asker, and asks some more.</summary>
    private static async Task EndUnderAsync(TestGrid grid, Func<Task> ask)
    {
        var blocked = grid.Block();
        await blocked.Running;
        await ask();
        var end = Task.Run(grid.Pool.Dispose, Test.Token);
        await Task.Delay(50, Test.Token);
        blocked.Dispose();
        await end;
        for (int i = 0; i < 3; i++)
            await ask();
    }
}
