using System.Diagnostics;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Shows work as it goes: a live bar on a terminal, now and then a line elsewhere. On the error stream.</summary>
internal static class WorkDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);

    /// <summary>Works.</summary>
    /// <param name="doing">What is done, in a word: saving.</param>
    /// <param name="work">The work, which tells how far it is.</param>
    /// <param name="share">How far that is, 0 to 1.</param>
    /// <param name="summary">What else there is to say of it; null for nothing.</param>
    /// <param name="console">Where to show it.</param>
    public static async Task<T> RunAsync<TProgress, T>(
        string doing, Func<IProgress<TProgress>, Task<T>> work, Func<TProgress, double> share, Func<TProgress, string>? summary, CliConsole console)
    {
        if (console.ErrorTerminal is not { } terminal)
            return await work(Lines(doing, share, summary, console));
        T? result = default;
        var words = new FittedBar(terminal, doing);
        await terminal.Progress()
            .AutoClear(true)
            .Columns(words.Columns)
            .StartAsync(async context =>
            {
                var bar = context.AddTask(doing, maxValue: 1);
                result = await work(new Reporter<TProgress>(progress =>
                {
                    if (summary is not null)
                        words.Say(summary(progress));
                    bar.Value = share(progress);
                }));
                bar.Value = 1;
            });
        return result!;
    }

    private static Reporter<TProgress> Lines<TProgress>(string doing, Func<TProgress, double> share, Func<TProgress, string>? summary, CliConsole console)
    {
        var sinceLine = Stopwatch.StartNew();
        return new Reporter<TProgress>(progress =>
        {
            if (sinceLine.Elapsed < BetweenLines)
                return;
            sinceLine.Restart();
            console.Error.WriteLine($"{doing}: {share(progress):P0}{(summary is null ? "" : $", {summary(progress)}")}");
        });
    }
}
