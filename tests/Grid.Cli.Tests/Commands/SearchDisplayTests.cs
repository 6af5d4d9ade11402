using Grid.Client;

namespace Grid.Cli.Tests;

public class SearchDisplayTests
{
    [Fact]
    public void Progress_tells_trials_candidates_the_best_and_the_time_left() => Assert.Equal(
        "12 of 128 trials, 30 of 240 candidates scored, best 0.9321, about 2.15 s left",
        SearchDisplay.Summary(Progress with { BestScore = 0.93207, SecondsLeft = 2.15 }));

    [Fact]
    public void Progress_leaves_out_what_is_not_known_yet()
    {
        Assert.Equal("12 of 128 trials, 30 of 240 candidates scored", SearchDisplay.Summary(Progress));
        Assert.Equal("making the data ready", SearchDisplay.Summary(Progress with { Trials = 0, TrialsDone = 0 }));
    }

    private static SearchProgress Progress => new() { TrialsDone = 12, Trials = 128, TrialsResumed = 0, CandidatesScored = 30, Candidates = 240, Seconds = 0.5 };
}
