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
        if (!frame.Load.IsLazy)
            output.WriteLine($"loaded: {Summary(frame.Load)}");
        if (frame.Load.OnDemand is { } demand)
            output.WriteLine($"note: {Demand(demand)}");
    }

    /// <summary>That a table is not in memory, with the figures, and what to do to have it there.</summary>
    public static string Demand(LoadOnDemand demand) =>
        $"the table needs {Figures.Size(demand.Needed)} of memory, and has {Figures.Size(demand.Given)}: partitions are read as they are asked for, "
        + (demand.Cache is { } cache ? $"and cached in {cache}" : "from the files each time")
        + $" (--memory {Figures.Size((long)Math.Ceiling(demand.Needed * 1.25 / 1e6) * 1_000_000).Replace(" ", "", StringComparison.Ordinal)} has all of it in memory; --in-memory refuses what does not fit)";

    private static async Task WithBarAsync(GridFrame frame, IAnsiConsole terminal, bool keepBar, CancellationToken cancellation)
    {
        var words = new FittedBar(terminal, "loading");
        await terminal.Progress()
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
                bar.Description = frame.Load.IsLazy ? "planned" : "loaded";
            });
        if (keepBar && frame.Load.OnDemand is { } demand)
            terminal.WriteLine($"note: {Demand(demand)}");
    }

    private static string Summary(LoadProgress progress) =>
        $"{Figures.Counted(progress.Rows, "row")}, {Figures.Size(progress.BytesRead)} of {Figures.Size(progress.BytesTotal)}, "
        + $"{Figures.Rate(progress.RowsPerSecond)} rows/s, {Figures.Seconds(progress.Elapsed.TotalSeconds)}"
        + (progress is { IsDone: false, Left: { TotalSeconds: > 0 } left } && progress.Elapsed.TotalSeconds > 1 ? $", about {Figures.Seconds(left.TotalSeconds)} left" : "");
}
