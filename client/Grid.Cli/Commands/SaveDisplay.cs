using System.Diagnostics;
using Grid.Client;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Shows a save as it goes: a live bar on a terminal, now and then a line elsewhere. On the error stream.</summary>
internal static class SaveDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);

    public static async Task<SaveSummary> RunAsync(Func<IProgress<SaveProgress>, Task<SaveSummary>> save, CliConsole console)
    {
        if (console.ErrorTerminal is not { } terminal)
            return await save(Lines(console));
        SaveSummary? summary = null;
        var words = new FittedBar(terminal, "saving");
        await terminal.Progress()
            .AutoClear(true)
            .Columns(words.Columns)
            .StartAsync(async context =>
            {
                var bar = context.AddTask("saving", maxValue: 1);
                summary = await save(new Reporter<SaveProgress>(progress =>
                {
                    words.Say(Summary(progress));
                    bar.Value = progress.Share;
                }));
                bar.Value = 1;
            });
        return summary!;
    }

    private static Reporter<SaveProgress> Lines(CliConsole console)
    {
        var sinceLine = Stopwatch.StartNew();
        return new Reporter<SaveProgress>(progress =>
        {
            if (sinceLine.Elapsed < BetweenLines)
                return;
            sinceLine.Restart();
            console.Error.WriteLine($"saving: {progress.Share:P0}, {Summary(progress)}");
        });
    }

    private static string Summary(SaveProgress progress) => $"{Figures.Counted(progress.Rows, "row")}, {Figures.Size(progress.Bytes)}";
}
