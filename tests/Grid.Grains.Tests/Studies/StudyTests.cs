using Grid.Learning;

namespace Grid.Grains.Tests.Studies;

public sealed class StudyTests
{
    [Fact]
    public async Task Training_data_that_a_silo_does_not_have_is_fetched_from_the_study()
    {
        await using var grid = new TestGrid();
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 400));
        var study = grid.Grains.GetGrain<IStudyGrain>("study");
        var request = Request("n_estimators=3000", folds: 40);
        var status = new StudyStatus();
        while (status.Trials == 0)
            status = await study.RunAsync(request, status.Version, Test.Token);
        var made = await grid.Trainings.GetAsync("study", request.Run);
        var memory = new SiloMemory("other", 1 << 30);
        using var other = new TrainingStore(grid.Grains, memory, grid.Pool);

        var fetched = await other.GetAsync("study", request.Run);

        Assert.NotSame(made, fetched);
        Assert.Equal(made.Identify(), fetched.Identify());
        // What each thread grows trees in is accounted for as well: a word a row, twice, at least.
        Assert.True(fetched.WorkBytes >= 16L * fetched.Matrix.Rows);
        Assert.Equal(fetched.ByteSize + grid.Pool.Threads * fetched.WorkBytes, memory.Used);
        other.Collect(TimeSpan.Zero);
        Assert.Equal((0, 0), (other.Count, memory.Used));

        // Trials that come after the silo lost it fetch it as well.
        grid.Trainings.Drop(request.Run);
        int before = status.TrialsTrained;
        while (!status.IsOver && status.TrialsTrained < before + 8)
            status = await study.RunAsync(request, status.Version, Test.Token);
        Assert.Null(status.Fault);
        Assert.Equal(1, grid.Trainings.Count);
        await study.CancelAsync(request.Run, Test.Token);
        Assert.Equal(0, grid.Trainings.Count);
    }

    [Fact]
    public async Task A_trial_asked_twice_is_trained_once_and_gives_the_result_of_the_first()
    {
        await using var grid = new TestGrid();
        grid.Trainings.Keep("run", Training(), "study");
        var trial = grid.Grains.GetGrain<ITrialGrain>("study/run/0/1/0");
        var request = new TrialRequest("study", "run", 0, 1, 0, 3);

        var first = await trial.TrainAsync(request, Test.Token);
        var second = await trial.TrainAsync(request, Test.Token);

        Assert.Same(first.Result!.Value, second.Result!.Value);
        Assert.Equal(("local", 2), (first.Silo, first.Threads));
    }

    [Fact]
    public async Task A_run_accounts_for_its_training_data_and_lets_it_go()
    {
        await using var grid = new TestGrid();
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 400));
        long before = grid.Memory.Used;
        var study = grid.Grains.GetGrain<IStudyGrain>("study");

        await FinishAsync(study, Request("n_estimators=2"), new StudyStatus());

        Assert.Equal((before, 0), (grid.Memory.Used, grid.Trainings.Count));
    }

    [Fact]
    public async Task Training_data_beside_which_no_thread_can_grow_trees_is_refused_in_words()
    {
        await using var grid = new TestGrid();
        var training = Training();
        long fits = training.ByteSize + training.WorkBytes;
        var memory = new SiloMemory("small", fits - 1);
        using var store = new TrainingStore(grid.Grains, memory, grid.Pool);

        var refused = Assert.Throws<MemoryBudgetException>(() => store.Keep("run", training, "digits"));

        Assert.StartsWith("The training data of study 'digits', with what one thread grows trees in, takes about ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("silo 'small' has ", refused.Message, StringComparison.Ordinal);
        Assert.Equal((fits, fits - 1), (refused.Needed, refused.Left));
        Assert.Equal((0, 0), (store.Count, memory.Used));

        // Where one thread can, all that there are may: what they take is held, and other work makes room for it.
        using var other = new TrainingStore(grid.Grains, new SiloMemory("enough", fits), grid.Pool);
        other.Keep("run", training, "digits");
        Assert.Equal(1, other.Count);
    }

    [Fact]
    public async Task A_study_that_runs_refuses_another_run()
    {
        await using var grid = new TestGrid(threads: 1);
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 400));
        using (var block = grid.Block(ComputePriority.Load))
        {
            await block.Running;
            var study = grid.Grains.GetGrain<IStudyGrain>("study");
            var first = Request("n_estimators=2");
            await study.RunAsync(first, 0, Test.Token);

            var refused = await study.RunAsync(Request("n_estimators=2"), 0, Test.Token);

            Assert.Equal((FaultKind.Learning, "the study 'study' is running already; wait for it, cancel it, or give this one another name."), (refused.Fault!.Kind, refused.Fault.Message));
            var cancelling = study.CancelAsync(first.Run, Test.Token);
            block.Dispose();
            await cancelling;
            Assert.Equal(FaultKind.Cancelled, (await study.RunAsync(first, 0, Test.Token)).Fault!.Kind);
        }
        Assert.Equal(0, grid.Trainings.Count);
    }

    [Fact]
    public async Task Of_a_trial_that_is_stored_twice_the_first_result_stays()
    {
        await using var grid = new TestGrid(stored: true);
        var training = Training();
        var results = Enumerable.Range(0, 2).Select(_ => FamilyTrial.Run(training.Matrix, training.Folds, 0, training.Plan.Families[0], training.Plan.Scorings)).ToArray();
        var log = grid.Grains.GetGrain<ITrialLogGrain>("study/0");

        foreach (var result in results)
            await log.AppendAsync(new TrialResults([result]), Test.Token);
        await grid.RestartAsync();

        var read = await grid.Grains.GetGrain<ITrialLogGrain>("study/0").ReadAsync(Test.Token);
        Assert.Equal(results[0].Encode(), Assert.Single(read.Trials).Bytes);
    }

    [Fact]
    public void Training_data_travels_whole()
    {
        var training = Training();

        var read = Grains.Training.Decode(training.Encode());

        Assert.Equal(training.Identify(), read.Identify());
        Assert.Equal(training.Folds.Encode(), read.Folds.Encode());
        Assert.Equal(training.Trials, read.Trials);
    }

    [Fact]
    public void Folds_by_other_groups_are_another_study()
    {
        var (search, data) = Training(groups: 4).Identify();
        Assert.Equal((search, data), Training(groups: 4).Identify());
        // The column has the same name, and other rows belong together.
        Assert.Equal(search, Training(groups: 5).Identify().Search);
        Assert.NotEqual(data, Training(groups: 5).Identify().Data);
        Assert.NotEqual(search, Training().Identify().Search);
    }

    [Fact]
    public async Task Trials_that_are_finished_when_a_silo_ends_are_stored()
    {
        await using var grid = new TestGrid(stored: true);
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 400));
        var request = Request("n_estimators=40", folds: 60, keep: true);
        var status = new StudyStatus();
        var study = grid.Grains.GetGrain<IStudyGrain>("study");
        while (status.TrialsTrained == 0)
            status = await study.RunAsync(request, status.Version, Test.Token);

        await grid.Studies.StopAsync();

        status = await study.RunAsync(request, 0, Test.Token);
        Assert.Equal(status.TrialsTrained, status.TrialsDone);
        await grid.RestartAsync();
        await grid.LoadPlannedAsync();
        var after = await FinishAsync(grid.Grains.GetGrain<IStudyGrain>("study"), request with { Run = "again" }, new StudyStatus());
        Assert.Equal((status.TrialsTrained, 60 - status.TrialsTrained), (after.TrialsResumed, after.TrialsTrained));
    }

    private static Training Training(int groups = 0)
    {
        var spec = new SearchSpec { Grid = "max_depth=2,none", Trees = 3, Folds = new FoldOptions { Folds = 2, Groups = groups == 0 ? null : "g" } };
        var g = Enumerable.Range(0, 40).Select(i => (long?)(i % Math.Max(1, groups))).ToArray();
        var x = Enumerable.Range(0, 40).Select(i => (long?)(i * 7 % 11)).ToArray();
        var y = Enumerable.Range(0, 40).Select(i => (long?)(i % 2)).ToArray();
        var batch = Grid.Columns.RecordBatch.From(("x", Grid.Columns.ColumnFactory.Int64(x)), ("y", Grid.Columns.ColumnFactory.Int64(y)), ("g", Grid.Columns.ColumnFactory.Int64(g)));
        var matrix = TrainingMatrix.Build([batch], "y", LearningTask.Classification, new MatrixOptions { Features = ["x"] });
        return new Training(spec, SearchPlan.Of(spec), matrix, FoldPlan.Of(matrix, spec.Folds, [batch]));
    }

    private static StudyRequest Request(string space, int folds = 3, bool keep = false) => new(Guid.NewGuid().ToString("N"), "trips", new StudySpec(
        new SearchSpec { Grid = space, Folds = new FoldOptions { Folds = folds } }, "vendor", null, 255, [], Keep: keep, IsNamed: false, Refit: false));

    private static async Task<StudyStatus> FinishAsync(IStudyGrain study, StudyRequest request, StudyStatus status)
    {
        while (!status.IsOver)
            status = await study.RunAsync(request, status.Version, Test.Token);
        return status.Fault is { } fault ? throw fault.ToException() : status;
    }
}
