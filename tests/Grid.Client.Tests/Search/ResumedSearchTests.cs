using System.Diagnostics;
using System.Globalization;
using Grid.Learning;
using Grid.Search.Victim;

namespace Grid.Client.Tests.Search;

public sealed class ResumedSearchTests : IDisposable
{
    private static readonly ForestSearch Named = Digits.Search with { Name = "named" };

    private readonly SampleFolder _folder = new();

    private GridOptions Kept => new() { Threads = 2, Folder = _folder["state"] };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_finished_study_is_not_trained_again_when_the_grid_is_opened_again()
    {
        var first = await SearchAsync(Named);
        var second = await SearchAsync(Named);

        Digits.AssertSame(first.CvResults, second.CvResults);
        Assert.Equal(first.BestForest!.Encode(), second.BestForest!.Encode());
        Assert.Equal((8, 0), (first.TrialsTrained, first.TrialsResumed));
        Assert.Equal((0, 8), (second.TrialsTrained, second.TrialsResumed));
    }

    [Fact]
    public async Task A_cancelled_study_leaves_nothing_running_and_goes_on_where_it_was()
    {
        var search = VictimSearch.Spec with { NEstimators = 40 };
        int stored = 0;
        await using (var grid = await GridClient.OpenAsync(Kept, Test.Token))
        {
            var digits = await (await grid.ReadCsvAsync(Digits.Path, cancellation: Test.Token)).PersistAsync(cancellation: Test.Token);
            using var cancel = new CancellationTokenSource();
            var reports = new Reports<SearchProgress>
            {
                Then = p =>
                {
                    if (p.TrialsDone > 0)
                        cancel.Cancel();
                },
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => digits.SearchAsync(search, reports, cancel.Token));
            stored = reports.Last.TrialsDone;
            Assert.InRange(stored, 1, 31);

            // Were anything left, a run of the same name would be refused.
            var outcome = await digits.SearchAsync(search, cancellation: Test.Token);

            Assert.InRange(outcome.TrialsResumed, stored, 31);
            Assert.Equal(32, outcome.TrialsResumed + outcome.TrialsTrained);
            Digits.AssertSame(Digits.Alone(search).Results, outcome.CvResults);
        }
    }

    [Fact]
    public async Task A_study_whose_process_was_killed_goes_on_and_ends_in_the_same_table()
    {
        int stored = await KillAsync(afterTrials: 3);

        var outcome = await SearchAsync(VictimSearch.Spec);

        Assert.InRange(outcome.TrialsResumed, stored, 31);
        Assert.Equal(32, outcome.TrialsResumed + outcome.TrialsTrained);
        Digits.AssertSame(Digits.Alone(VictimSearch.Spec).Results, outcome.CvResults);
    }

    [Fact]
    public async Task Another_search_under_the_name_is_refused_until_the_study_is_dropped()
    {
        await using var grid = await GridClient.OpenAsync(Kept, Test.Token);
        var digits = await grid.ReadCsvAsync(Digits.Path, cancellation: Test.Token);
        await digits.SearchAsync(Named, cancellation: Test.Token);
        var other = Named with { Seed = 12 };

        var thrown = await Assert.ThrowsAsync<LearningException>(() => digits.SearchAsync(other, cancellation: Test.Token));
        var rows = await Assert.ThrowsAsync<LearningException>(() => digits.Filter("pixel_0_0 == 0").Drop("pixel_0_0").SearchAsync(Named, cancellation: Test.Token));
        var groups = await Assert.ThrowsAsync<LearningException>(() => digits.SearchAsync(Named with { Cv = new FoldOptions { Folds = 4, Groups = "pixel_2_2" } }, cancellation: Test.Token));
        await grid.DropStudyAsync("named", Test.Token);
        var outcome = await digits.SearchAsync(other, cancellation: Test.Token);

        Assert.Contains("'named' was started before with another grid, scoring, folds, trees or seed", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(thrown.Message, groups.Message);
        Assert.Contains("over other rows, features or bins", rows.Message, StringComparison.Ordinal);
        Assert.Equal((8, 0), (outcome.TrialsTrained, outcome.TrialsResumed));
    }

    [Fact]
    public async Task A_dropped_study_and_one_without_a_name_leave_no_files()
    {
        await using (var grid = await GridClient.OpenAsync(Kept, Test.Token))
        {
            var digits = await grid.ReadCsvAsync(Digits.Path, cancellation: Test.Token);
            await digits.SearchAsync(Digits.Search, cancellation: Test.Token);
            await digits.SearchAsync(Named, cancellation: Test.Token);
            await grid.DropStudyAsync("named", Test.Token);
        }

        Assert.Empty(Directory.GetFiles(_folder["state"], "*", SearchOption.AllDirectories));
    }

    private async Task<SearchOutcome> SearchAsync(ForestSearch search)
    {
        await using var grid = await GridClient.OpenAsync(Kept, Test.Token);
        var digits = await grid.ReadCsvAsync(Digits.Path, cancellation: Test.Token);
        return await digits.SearchAsync(search, cancellation: Test.Token);
    }

    /// <summary>Runs the search in a process of its own and kills that with SIGKILL; gives how many trials it had told to be stored.</summary>
    private async Task<int> KillAsync(int afterTrials)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Grid.Search.Victim.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, Digits.Path, _folder["state"]]) { RedirectStandardOutput = true })!;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(Test.Token) is { } line)
            {
                int stored = int.Parse(line, CultureInfo.InvariantCulture);
                if (stored >= afterTrials)
                    return stored;
            }
            throw new InvalidOperationException($"The search ended before {afterTrials} trials were stored.");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
