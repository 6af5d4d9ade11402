using Grid.Samples;
using Spectre.Console;

namespace Grid.Cli;

/// <summary>Shows a sample as it is made, on a terminal.</summary>
internal static class SampleDisplay
{
    /// <summary>Makes a sample and returns its files and their bytes.</summary>
    public static Task<(IReadOnlyList<string> Paths, long Bytes)> RunAsync(TaxiSampleOptions options, CliConsole console, CancellationToken cancellation) =>
        console.ErrorTerminal is not { } terminal
            ? TaxiSample.WriteAsync(options, null, cancellation)
            : terminal.Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(context =>
                {
                    var bar = context.AddTask("making the sample", maxValue: options.Rows);
                    return TaxiSample.WriteAsync(options, new Reporter<SampleProgress>(progress => bar.Value = progress.Rows), cancellation);
                });
}
