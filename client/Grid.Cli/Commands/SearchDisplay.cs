using System.Diagnostics;
using Grid.Client;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Shows a search as it goes: a live bar on a terminal, now and then a line elsewhere. On the error stream, so that the table stays clean.</summary>
internal static class SearchDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);

    /// <summary>Runs a search over a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="search">The search.</param>
    /// <param name="console">Where to show it.</param>
    /// <param name="quiet">Whether to write no lines; a terminal's bar is shown all the same, for it leaves with the search.</param>
    /// <param name="cancellation">Cancels the search.</param>
    public static async Task<SearchOutcome> RunAsync(GridFrame frame, ForestSearch search, CliConsole console, bool quiet, CancellationToken cancellation)
    {
        var notes = new SearchNotes(console);
        var outcome = console.ErrorTerminal is { } terminal ? await WithBarAsync(frame, search, notes, terminal, cancellation)
            : await frame.SearchAsync(search, Lines(search, notes, quiet ? null : console.Error), cancellation);
        if (!quiet)
            console.Error.WriteLine(Summary(outcome, search));
        return outcome;
    }

    /// <summary>How far a search is: trials, the time left where it can be told, the best so far, and candidates. A narrow terminal shows what comes first.</summary>
    public static string Summary(SearchProgress progress) =>
        progress.Trials == 0
            ? "making the data ready"
            : $"{progress.TrialsDone:N0} of {progress.Trials:N0} trials"
                + (progress.SecondsLeft is { } left and > 0 ? $", about {Figures.Seconds(left)} left" : "")
                + (progress.BestScore is { } best ? $", best {Figures.Score(best)}" : "")
                + $", {progress.CandidatesScored:N0} of {progress.Candidates:N0} candidates scored";

    /// <summary>What a search came to, and what of it an earlier run had done.</summary>
    public static string Summary(SearchOutcome outcome, ForestSearch search)
    {
        string resumed = outcome.TrialsResumed == 0 ? ""
            : $"; study '{search.Name}' resumed: {Figures.Counted(outcome.TrialsResumed, "trial")} finished before, {outcome.TrialsTrained:N0} trained now (--restart starts anew)";
        return $"searched: {Figures.Counted(outcome.CvResults.Candidates.Count, "candidate")} in {Figures.Counted(outcome.TrialsTrained + outcome.TrialsResumed, "trial")}, {Figures.Seconds(outcome.Seconds)}{resumed}";
    }

    private static Reporter<SearchProgress> Lines(ForestSearch search, SearchNotes notes, TextWriter? output)
    {
        var sinceLine = Stopwatch.StartNew();
        bool saidResumed = false;
        return new Reporter<SearchProgress>(progress =>
        {
            notes.Say(progress);
            if (output is null)
                return;
            if (progress.TrialsResumed > 0 && !saidResumed)
                output.WriteLine($"study '{search.Name}' goes on: {progress.TrialsResumed:N0} of {progress.Trials:N0} trials are finished (--restart starts anew)");
            saidResumed |= progress.TrialsResumed > 0;
            if (sinceLine.Elapsed < BetweenLines || progress.TrialsDone == progress.Trials)
                return;
            sinceLine.Restart();
            output.WriteLine($"searching: {Summary(progress)}");
        });
    }

    private static Task<SearchOutcome> WithBarAsync(GridFrame frame, ForestSearch search, SearchNotes notes, IAnsiConsole terminal, CancellationToken cancellation)
    {
        var words = new FittedBar(terminal, "searching");
        return terminal.Progress()
            .AutoClear(true)
            .Columns(words.Columns)
            .StartAsync(context =>
            {
                var bar = context.AddTask("searching", maxValue: 1);
                return frame.SearchAsync(
                    search,
                    new Reporter<SearchProgress>(progress =>
                    {
                        notes.Say(progress);
                        words.Say(Summary(progress));
                        bar.Value = progress.Share;
                    }),
                    cancellation);
            });
    }
}
