using System.Text.RegularExpressions;
using Grid.Client;
using Spectre.Console;

namespace Grid.Cli.Tests;

public partial class SearchDisplayTests
{
    [Fact]
    public void Progress_tells_trials_candidates_the_best_and_the_time_left() => Assert.Equal(
        "12 of 128 trials, about 2.15 s left, best 0.9321, 30 of 240 candidates scored",
        SearchDisplay.Summary(Progress with { BestScore = 0.93207, SecondsLeft = 2.15 }));

    [Fact]
    public void Progress_leaves_out_what_is_not_known_yet()
    {
        Assert.Equal("12 of 128 trials, 30 of 240 candidates scored", SearchDisplay.Summary(Progress));
        Assert.Equal("making the data ready", SearchDisplay.Summary(Progress with { Trials = 0, TrialsDone = 0 }));
    }

    [Theory]
    [InlineData(80, "412 of 800 trials, about 95.2 s left, best 0.9321")]
    [InlineData(100, "412 of 800 trials, about 95.2 s left, best 0.9321")]
    [InlineData(120, "412 of 800 trials, about 95.2 s left, best 0.9321, 2,575 of 5,000 candidates scored")]
    [InlineData(60, "412 of 800 trials")]
    public void A_search_of_five_thousand_candidates_is_told_in_one_line_of_the_terminal(int width, string said)
    {
        using var output = new StringWriter();
        var terminal = Terminals.Live(output, width);
        var words = new FittedBar(terminal, "searching");
        terminal.Progress().AutoRefresh(false).Columns(words.Columns).Start(context =>
        {
            var bar = context.AddTask("searching", maxValue: 1);
            words.Say(SearchDisplay.Summary(Progress with { TrialsDone = 412, Trials = 800, CandidatesScored = 2575, Candidates = 5000, BestScore = 0.93207, SecondsLeft = 95.23 }));
            bar.Value = 0.5;
            context.Refresh();
        });
        string[] lines = [.. Escapes().Replace(output.ToString(), "").Split('\n').Select(line => line.Trim('\r')).Where(line => line.Contains("50%", StringComparison.Ordinal))];
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.True(line.Contains(said, StringComparison.Ordinal) && line.TrimEnd().EndsWith(said, StringComparison.Ordinal) && line.TrimEnd().Length <= width, $"'{line}'"));
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();

    private static SearchProgress Progress => new() { TrialsDone = 12, Trials = 128, TrialsResumed = 0, CandidatesScored = 30, Candidates = 240, Seconds = 0.5 };
}
