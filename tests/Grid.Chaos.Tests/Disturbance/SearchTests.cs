using Grid.Client;
using Grid.Learning;

namespace Grid.Chaos.Tests.Disturbance;

/// <summary>Searches while silos are lost: the table is that of an undisturbed one, and no finished trial is trained twice.</summary>
public sealed class SearchTests
{
    private const int TrialsOfSearch = 64;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_silo_of_the_study_killed_in_the_middle_of_a_search_costs_no_finished_trial()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        var (frame, expected) = await PrepareAsync(cluster);

        var (outcome, trainedTwice) = await SearchAsync(cluster, frame, null, () => cluster.LastThatLogged(StudyEvents.Runs)!.Kill());

        Assert.Equal(expected, Undisturbed.Bits(outcome));
        Assert.Equal(0, trainedTwice);
        Assert.True(outcome.TrialsResumed > 0, "the study was killed after trials were stored");
        Assert.Equal(TrialsOfSearch, outcome.TrialsTrained + outcome.TrialsResumed);
    }

    [Fact]
    public async Task A_silo_that_trains_killed_in_the_middle_of_a_search_costs_only_what_it_was_training()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        var (frame, expected) = await PrepareAsync(cluster);

        var (outcome, trainedTwice) = await SearchAsync(
            cluster, frame, "digits", () => cluster.Running.First(s => s != cluster.LastThatLogged(StudyEvents.Runs)).Kill());

        Assert.Equal(expected, Undisturbed.Bits(outcome));
        Assert.Equal((0, 0), (trainedTwice, outcome.TrialsResumed));
        Assert.True(cluster.All.Count(s => s.Logged(StudyEvents.Starts).Any()) > 1, "trials are spread over silos");
    }

    [Fact]
    public async Task A_silo_that_leaves_in_the_middle_of_a_search_costs_no_finished_trial()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        var (frame, expected) = await PrepareAsync(cluster);
        SiloProcess leaving = null!;

        var (outcome, trainedTwice) = await SearchAsync(cluster, frame, "digits", () => (leaving = cluster.LastThatLogged(StudyEvents.Runs)!).Terminate());
        await leaving.EndedAsync();

        Assert.Equal(expected, Undisturbed.Bits(outcome));
        Assert.Equal((0, 0), (trainedTwice, leaving.ExitCode));
    }

    [Fact]
    public async Task A_study_goes_on_after_all_silos_were_killed()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        var (frame, expected) = await PrepareAsync(cluster);
        int stored = 0;
        var abandoned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = SearchAsync(cluster, frame, "digits", () =>
        {
            foreach (var silo in cluster.All)
                silo.Kill();
            abandoned.SetResult();
        }, done => stored = done, abandoned.Task);
        await Assert.ThrowsAnyAsync<Exception>(() => first);
        await TestCluster.UntilAsync(() => cluster.Leases.Count == 0, "the leases run out");
        cluster.Add();
        cluster.Add();
        await cluster.ReadyAsync();

        await using var grid = await cluster.ConnectAsync();
        var study = Assert.Single((await grid.StatusAsync(Token)).Studies);
        Assert.Equal(("digits", NamedStudyState.Stopped, TrialsOfSearch), (study.Name, study.State, study.Trials));
        var again = await grid.OpenDatasetAsync("digits", Token);
        var (outcome, trainedTwice) = await SearchAsync(cluster, again, "digits", () => { });

        Assert.Equal(expected, Undisturbed.Bits(outcome));
        Assert.Equal(0, trainedTwice);
        Assert.True(outcome.TrialsResumed >= stored && stored > 0, $"{outcome.TrialsResumed} of {stored} that were told as done");
        Assert.Equal(TrialsOfSearch, outcome.TrialsTrained + outcome.TrialsResumed);
        Assert.Equal(NamedStudyState.Done, Assert.Single((await grid.StatusAsync(Token)).Studies).State);
    }

    private static ForestSearch Spec(string? name) => new()
    {
        Target = "digit",
        ParamGrid = "max_depth=3,none; max_features=2,4,6,none; criterion=gini,entropy; bootstrap=true,false",
        NEstimators = 160, // so that a search is still under way when some of it is told, however late that is
        Cv = new FoldOptions { Folds = 4 },
        Seed = 7,
        Name = name,
    };

    private static async Task<(GridFrame Frame, string Expected)> PrepareAsync(TestCluster cluster)
    {
        string digits = Digits.Write(cluster.Folder, "digits.csv", 500, seed: 3);
        await using var undisturbed = await Undisturbed.LoadAsync([digits]);
        string expected = Undisturbed.Bits(await undisturbed.Frame.SearchAsync(Spec(null), cancellation: Token));
        var grid = await cluster.ConnectAsync();
        return (await (await grid.LoadCsvAsync("digits", [digits], new() { SplitBytes = 8 << 10 }, Token)).PersistAsync(cancellation: Token), expected);
    }

    /// <summary>Searches, disturbs once the first trials are told as done, and counts the trials that were started anew after they were stored.</summary>
    private static async Task<(SearchOutcome Outcome, int TrainedTwice)> SearchAsync(
        TestCluster cluster, GridFrame frame, string? name, Action disturb, Action<int>? told = null, Task? abandoned = null)
    {
        int disturbed = 0;
        var progress = new Told(p =>
        {
            told?.Invoke(p.TrialsDone);
            if (p.TrialsDone > 0 && Interlocked.Exchange(ref disturbed, 1) == 0)
                disturb();
        });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _ = abandoned?.ContinueWith(_ => end.Cancel(), Token, TaskContinuationOptions.None, TaskScheduler.Default);
        var outcome = await frame.SearchAsync(Spec(name), progress, end.Token).WaitAsync(TimeSpan.FromSeconds(90), end.Token);
        Assert.Equal(1, disturbed);
        return (outcome, StudyEvents.TrainedTwice(cluster.All));
    }

    private sealed class Told(Action<SearchProgress> then) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => then(value);
    }
}
