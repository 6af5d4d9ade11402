using Grid.Client;
using Grid.Learning;

namespace Grid.Chaos.Tests.Disturbance;

/// <summary>
/// A study that is killed again and again, in turns the silo that leads it and one that trains. <c>GRID_CHAOS_CANDIDATES=5000</c> makes it one of
/// 5,000 candidates × 8 folds that is killed ten times.
/// </summary>
public sealed class KilledStudyTests
{
    private const int Folds = 8, Members = 50, LongKills = 10, ShortKills = 2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Families => Settings.Candidates / Members;

    private static int Kills => Families >= 100 ? LongKills : ShortKills;

    [Fact]
    public async Task A_study_that_is_killed_again_and_again_ends_with_the_same_table_and_trains_no_finished_trial_twice()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        string digits = Digits.Write(cluster.Folder, "digits.csv", 300, seed: 3);
        await using var undisturbed = await Undisturbed.LoadAsync([digits]);
        string expected = Undisturbed.Bits(await undisturbed.Frame.SearchAsync(Search, cancellation: Token));
        await using var grid = await cluster.ConnectAsync();
        var frame = await (await grid.LoadCsvAsync("digits", [digits], new() { SplitBytes = 8 << 10 }, Token)).PersistAsync(cancellation: Token);
        var killer = new Killer(cluster, Kills);

        var outcome = await frame.SearchAsync(Search, killer, Token).WaitAsync(TimeSpan.FromMinutes(10), Token);

        Assert.Equal(Settings.Candidates, outcome.CvResults.Candidates.Count);
        Assert.Equal(expected, Undisturbed.Bits(outcome));
        Assert.Equal((Kills, 0), (killer.Killed, StudyEvents.TrainedTwice(cluster.All)));
        Assert.Equal(Families * Folds, outcome.TrialsTrained + outcome.TrialsResumed);
        int started = cluster.All.Sum(s => s.Logged(StudyEvents.Starts).Count());
        TestContext.Current.SendDiagnosticMessage($"{Settings.Candidates} candidates, {Families * Folds} trials, {killer.Killed} kills of {cluster.All.Count} silos; {started} trials started, {outcome.TrialsResumed} were stored before the last kill of the study's silo");
    }

    /// <summary>Families differ in how many features are tried, in the least rows of a leaf and in the criterion, members in what stops growth.</summary>
    private static ForestSearch Search
    {
        get
        {
            // Of ten numbers of features the short form has as many as it needs for its families.
            var features = Enumerable.Range(1, Families / 10);
            return new ForestSearch
            {
                Target = "digit",
                ParamGrid = $"max_features={string.Join(',', features)}; min_samples_leaf=1,2,3,5,8; criterion=gini,entropy; max_depth=1,2,3,4,5,6,8,10,12,none; min_samples_split=2,4,8,16,32",
                NEstimators = Kills == LongKills ? 20 : 60, // so that the short form is still under way when it is killed
                Cv = new FoldOptions { Folds = Folds },
                Seed = 7,
                Name = "digits",
            };
        }
    }

    /// <summary>Kills as the search goes on, evenly over its trials, and starts another silo for each that is lost.</summary>
    private sealed class Killer(TestCluster cluster, int kills) : IProgress<SearchProgress>
    {
        private readonly Lock _turn = new();

        public int Killed { get; private set; }

        public void Report(SearchProgress value)
        {
            lock (_turn)
            {
                // One is left to go on, and those that were started are there.
                if (Killed == kills || value.TrialsDone < (Killed + 1) * value.Trials / (kills + 2) || Active(cluster) < 2)
                    return;
                var leader = cluster.LastThatLogged(StudyEvents.Runs);
                var victim = Killed % 2 == 0 ? leader : cluster.Running.FirstOrDefault(s => s != leader && s.Logged(StudyEvents.Starts).Any());
                if (victim?.Kill() != true)
                    return;
                Killed++;
                cluster.Add();
            }
        }

        private static int Active(TestCluster cluster) => cluster.Leases.Count(l => l.State == SiloState.Active && cluster.Running.Any(s => s.Id == l.Process));
    }
}
