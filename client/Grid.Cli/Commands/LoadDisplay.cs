using System.Diagnostics;
using Grid.Client;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Shows a load as it goes: a live bar on a terminal, now and then a line elsewhere. On the error stream, so that the answer stays clean.</summary>
internal static class LoadDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);

    /// <summary>Loads a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="console">Where to show it.</param>
    /// <param name="quiet">Whether to write no lines; a terminal's bar is shown all the same, for it leaves with the load.</param>
    /// <param name="cancellation">Cancels the load.</param>
    public static Task RunAsync(GridFrame frame, CliConsole console, bool quiet, CancellationToken cancellation) =>
        console.ErrorTerminal is { } terminal ? WithBarAsync(frame, terminal, keepBar: !quiet, cancellation)
        : quiet ? frame.PersistAsync(null, cancellation)
        : WithLinesAsync(frame, console.Error, cancellation);

    private static async Task WithLinesAsync(GridFrame frame, TextWriter output, CancellationToken cancellation)
    {
        var sinceLine = Stopwatch.StartNew();
        await frame.PersistAsync(
            new Reporter<LoadProgress>(progress =>
            {
                if (progress.IsDone || sinceLine.Elapsed < BetweenLines)
                    return;
                sinceLine.Restart();
                output.WriteLine($"loading: {progress.Share:P0}, {Summary(progress)}");
            }),
            cancellation);
        output.WriteLine($"loaded: {Summary(frame.Load)}");
    }

    private static Task WithBarAsync(GridFrame frame, IAnsiConsole terminal, bool keepBar, CancellationToken cancellation)
    {
        var words = new FittedBar(terminal, "loading");
        return terminal.Progress()
            .AutoClear(!keepBar)
            .Columns(words.Columns)
            .StartAsync(async context =>
            {
                var bar = context.AddTask("loading", maxValue: 1);
                await frame.PersistAsync(
                    new Reporter<LoadProgress>(progress =>
                    {
                        words.Say(Summary(progress));
                        bar.Value = progress.Share;
                    }),
                    cancellation);
                words.Say(Summary(frame.Load));
                bar.Value = 1;
                bar.Description = "loaded";
            });
    }

    private static string Summary(LoadProgress progress) =>
        $"{Figures.Counted(progress.Rows, "row")}, {Figures.Size(progress.BytesRead)} of {Figures.Size(progress.BytesTotal)}, "
        + $"{Figures.Rate(progress.RowsPerSecond)} rows/s, {Figures.Seconds(progress.Elapsed.TotalSeconds)}"
        + (progress is { IsDone: false, Left: { TotalSeconds: > 0 } left } && progress.Elapsed.TotalSeconds > 1 ? $", about {Figures.Seconds(left.TotalSeconds)} left" : "");
}
